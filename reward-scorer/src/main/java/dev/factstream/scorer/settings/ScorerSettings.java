package dev.factstream.scorer.settings;

import dev.factstream.runtime.settings.Setting;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.runtime.settings.SettingsException;
import dev.factstream.scorer.reward.RewardProfile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
 * @param imageCacheBytes capacity of the cache of preprocessed pictures
 * @param profile the reward constants
 */
public record ScorerSettings(
        Path stateDir,
        int threads,
        Optional<String> instanceId,
        Duration commitInterval,
        Duration transactionTimeout,
        Duration identityRetention,
        Duration factsPatience,
        Duration factsRetry,
        int batchSize,
        Duration batchLinger,
        Optional<Path> rewardModel,
        long imageCacheBytes,
        RewardProfile profile) {
    public static final Setting<Path> STATE_DIR = Setting.path(
            "scorer.state.dir",
            Path.of(System.getProperty("user.home"), ".factstream", "scorer-state"),
            "Folder of the local state stores; lost state is rebuilt from the cluster.");
    public static final Setting<Integer> THREADS = Setting.integer(
            "scorer.threads",
            1,
            "Stream threads; those beyond the number of rollout partitions stay idle, and all take turns at the reward model.");
    public static final Setting<String> INSTANCE_ID = Setting.text(
            "scorer.instance.id",
            "",
            "A name that is stable over restarts and unique per scorer: a restarted scorer resumes at once, not after the session timeout.");
    public static final Setting<Long> COMMIT_INTERVAL = Setting.longInteger(
            "scorer.commit.interval.ms", 100, "Milliseconds between commits; a score is visible after a commit.");
    public static final Setting<Long> TRANSACTION_TIMEOUT = Setting.longInteger(
            "scorer.transaction.timeout.ms",
            60_000,
            "Milliseconds after which the broker aborts a silent scorer's transaction; at least 60000.");
    public static final Setting<Double> IDENTITY_RETENTION = Setting.decimal(
            "scorer.identity.retention.hours",
            48,
            "Hours a rollout id is remembered, so that it is scored only once; must exceed the lifetime of any ticket.");
    public static final Setting<Long> FACTS_PATIENCE = Setting.longInteger(
            "scorer.facts.patience.ms",
            60_000,
            "Milliseconds a rollout waits for the facts of its prompt before it is sent to dead-letters.");
    public static final Setting<Long> FACTS_RETRY = Setting.longInteger(
            "scorer.facts.retry.ms", 250, "Milliseconds between retries of the rollouts that wait for facts.");
    public static final Setting<Integer> BATCH_SIZE =
            Setting.integer("scorer.batch.size", 16, "Maximum rollouts of a partition in one forward pass.");
    public static final Setting<Long> BATCH_LINGER = Setting.longInteger(
            "scorer.batch.linger.ms",
            50,
            "Milliseconds the oldest rollout of a batch waits for others before the batch is scored.");
    public static final Setting<Optional<Path>> REWARD_MODEL = new Setting<>(
            "scorer.reward.model",
            "path",
            text -> text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text)),
            Optional.of(""),
            "Folder of the reward model; if empty, rewards come from symbolic facts alone.",
            false);
    public static final Setting<Integer> IMAGE_CACHE = Setting.integer(
            "scorer.image.cache.mib",
            64,
            "Mebibytes of the cache of preprocessed pictures; prompts are answered more than once.");

    /** All settings of a scorer. */
    public static final List<Setting<?>> KEYS = Stream.concat(
                    Stream.of(
                            STATE_DIR,
                            THREADS,
                            INSTANCE_ID,
                            COMMIT_INTERVAL,
                            TRANSACTION_TIMEOUT,
                            IDENTITY_RETENTION,
                            FACTS_PATIENCE,
                            FACTS_RETRY,
                            BATCH_SIZE,
                            BATCH_LINGER,
                            REWARD_MODEL,
                            IMAGE_CACHE),
                    RewardSettings.KEYS.stream())
            .toList();

    private static final Duration SHORTEST_TRANSACTION = Duration.ofSeconds(60);

    /** @throws SettingsException if a value is invalid; the message names its key */
    public ScorerSettings {
        require(threads > 0, THREADS, "must be positive");
        require(commitInterval.toMillis() > 0, COMMIT_INTERVAL, "must be positive");
        require(
                commitInterval.multipliedBy(4).compareTo(transactionTimeout) <= 0,
                COMMIT_INTERVAL,
                "must be at most a quarter of " + TRANSACTION_TIMEOUT.key());
        require(
                transactionTimeout.compareTo(SHORTEST_TRANSACTION) >= 0,
                TRANSACTION_TIMEOUT,
                "must be 60000 or more, otherwise a slow batch loses its transaction");
        require(identityRetention.toMillis() > 0, IDENTITY_RETENTION, "must be positive");
        require(!factsPatience.isNegative(), FACTS_PATIENCE, "must not be negative");
        require(factsRetry.toMillis() > 0, FACTS_RETRY, "must be positive");
        require(batchSize > 0, BATCH_SIZE, "must be positive");
        require(batchLinger.toMillis() > 0, BATCH_LINGER, "must be positive");
        require(imageCacheBytes >= 0, IMAGE_CACHE, "must not be negative");
    }

    /** Reads the settings of a scorer from the effective settings. */
    public static ScorerSettings from(Settings settings) {
        return new ScorerSettings(
                settings.get(STATE_DIR),
                settings.get(THREADS),
                Optional.of(settings.get(INSTANCE_ID)).filter(id -> !id.isBlank()),
                Duration.ofMillis(settings.get(COMMIT_INTERVAL)),
                Duration.ofMillis(settings.get(TRANSACTION_TIMEOUT)),
                Duration.ofMillis((long) (settings.get(IDENTITY_RETENTION) * 3_600_000)),
                Duration.ofMillis(settings.get(FACTS_PATIENCE)),
                Duration.ofMillis(settings.get(FACTS_RETRY)),
                settings.get(BATCH_SIZE),
                Duration.ofMillis(settings.get(BATCH_LINGER)),
                settings.get(REWARD_MODEL),
                settings.get(IMAGE_CACHE) * 1024L * 1024,
                RewardSettings.profile(settings));
    }

    private static void require(boolean condition, Setting<?> setting, String what) {
        if (!condition) {
            throw new SettingsException(setting.key() + " " + what);
        }
    }
}
