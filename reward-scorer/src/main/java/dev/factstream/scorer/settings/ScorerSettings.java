package dev.factstream.scorer.settings;

import dev.factstream.runtime.settings.DefaultFolder;
import dev.factstream.runtime.settings.Setting;
import dev.factstream.runtime.settings.SettingsException;
import dev.factstream.scorer.reward.RewardProfile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The settings of a scorer.
 *
 * @param stateDir folder of the state stores
 * @param threads number of stream threads
 * @param instanceId static membership: a restarted scorer with the same id gets its partitions back at once
 * @param commitInterval time between commits of the transaction
 * @param transactionTimeout time after which the broker aborts the transaction of a dead scorer
 * @param identityRetention how long a rollout id is remembered, to recognise a second rollout with the same id
 * @param factsPatience how long a rollout waits for missing facts
 * @param factsRetry time between retries of the rollouts that wait for facts
 * @param batchSize maximum number of rollouts in one forward pass of the reward model
 * @param batchLinger how long the oldest rollout of a batch waits for others
 * @param rewardModel folder of the reward model; empty without one
 * @param imageCacheMebibytes capacity of the cache of preprocessed pictures
 * @param reward the reward constants
 */
public record ScorerSettings(
        @Setting(
                key = STATE_DIR,
                defaultValue = ".factstream/scorer-state",
                defaultIn = DefaultFolder.HOME,
                doc = "Folder of the local state stores; lost state is rebuilt from the cluster.")
        Path stateDir,

        @Setting(
                key = "scorer.threads",
                defaultValue = "1",
                min = 1,
                doc =
                        "Stream threads; those beyond the number of rollout partitions stay idle, and all take turns at the"
                                + " reward model.")
        int threads,

        @Setting(
                key = INSTANCE_ID,
                doc =
                        "A name that is stable over restarts and unique per scorer: a restarted scorer resumes at once, not after"
                                + " the session timeout.")
        Optional<String> instanceId,

        @Setting(
                key = COMMIT_INTERVAL,
                defaultValue = "100",
                min = 1,
                doc = "Milliseconds between commits; a score is visible after a commit.")
        Duration commitInterval,

        @Setting(
                key = TRANSACTION_TIMEOUT,
                defaultValue = "60000",
                min = 60_000,
                max = Integer.MAX_VALUE,
                doc =
                        "Milliseconds after which the broker aborts a silent scorer's transaction; a slow batch would lose a"
                                + " shorter one.")
        Duration transactionTimeout,

        @Setting(
                key = "scorer.identity.retention.hours",
                defaultValue = "48.0",
                above = 0,
                unit = ChronoUnit.HOURS,
                doc =
                        "Hours a rollout id is remembered, so that it is scored only once; must exceed the lifetime of any ticket.")
        Duration identityRetention,

        @Setting(
                key = "scorer.facts.patience.ms",
                defaultValue = "60000",
                min = 0,
                doc = "Milliseconds a rollout waits for the facts of its prompt before it is sent to dead-letters.")
        Duration factsPatience,

        @Setting(
                key = "scorer.facts.retry.ms",
                defaultValue = "250",
                min = 1,
                doc = "Milliseconds between retries of the rollouts that wait for facts.")
        Duration factsRetry,

        @Setting(
                key = "scorer.batch.size",
                defaultValue = "16",
                min = 1,
                doc = "Maximum rollouts of a partition in one forward pass.")
        int batchSize,

        @Setting(
                key = "scorer.batch.linger.ms",
                defaultValue = "50",
                min = 1,
                doc = "Milliseconds the oldest rollout of a batch waits for others before the batch is scored.")
        Duration batchLinger,

        @Setting(
                key = REWARD_MODEL,
                doc = "Folder of the reward model; if empty, rewards come from symbolic facts alone.")
        Optional<Path> rewardModel,

        @Setting(
                key = "scorer.image.cache.mib",
                defaultValue = "64",
                min = 0,
                doc = "Mebibytes of the cache of preprocessed pictures; prompts are answered more than once.")
        int imageCacheMebibytes,

        RewardSettings reward) {
    public static final String STATE_DIR = "scorer.state.dir";
    public static final String INSTANCE_ID = "scorer.instance.id";
    public static final String REWARD_MODEL = "scorer.reward.model";

    private static final String COMMIT_INTERVAL = "scorer.commit.interval.ms";
    private static final String TRANSACTION_TIMEOUT = "scorer.transaction.timeout.ms";

    /** @throws SettingsException if the commit interval is too long for the transaction timeout */
    public ScorerSettings {
        if (commitInterval.multipliedBy(4).compareTo(transactionTimeout) > 0) {
            throw new SettingsException(COMMIT_INTERVAL + " must be at most a quarter of " + TRANSACTION_TIMEOUT
                    + ", not " + commitInterval.toMillis());
        }
    }

    /** Returns how often the age of a batch is checked, so that it never exceeds one and a half times the linger. */
    public Duration lingerCheckInterval() {
        return Duration.ofMillis(Math.max(1, batchLinger.toMillis() / 2));
    }

    /** Returns the capacity of the cache of preprocessed pictures. */
    public long imageCacheBytes() {
        return imageCacheMebibytes * 1024L * 1024;
    }

    /** Returns the reward constants, named {@code custom} if they are not those of a predefined profile. */
    public RewardProfile profile() {
        return reward.profile();
    }
}
