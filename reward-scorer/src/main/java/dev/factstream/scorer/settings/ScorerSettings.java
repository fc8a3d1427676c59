package dev.factstream.scorer.settings;

import dev.factstream.schemas.settings.Setting;
import dev.factstream.schemas.settings.Settings;
import dev.factstream.schemas.settings.SettingsException;
import dev.factstream.scorer.reward.RewardProfile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a scorer can be told.
 *
 * @param stateDir where the state stores live
 * @param threads stream threads
 * @param instanceId static membership: a restarted scorer with the same id takes its partitions back at once
 * @param commitInterval how often a transaction is committed
 * @param transactionTimeout after how long the broker aborts the transaction of a dead scorer
 * @param identityRetention how long a rollout id is remembered, so that a second rollout with it is recognised
 * @param factsPatience how long a rollout waits for facts that are not there yet
 * @param factsRetry how often waiting rollouts are looked at
 * @param batchSize most rollouts in one forward of the reward model
 * @param batchLinger how long the oldest rollout of a batch waits for others
 * @param rewardModel its folder; empty without one
 * @param imageCacheBytes how many bytes of preprocessed pictures are kept
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
            "Stream threads; more than partitions of rollouts stay idle, and they take turns at the reward model.");
    public static final Setting<String> INSTANCE_ID = Setting.text(
            "scorer.instance.id",
            "",
            "A name that stays over restarts and differs between scorers: a restarted one is back at once instead of after the session timeout.");
    public static final Setting<Long> COMMIT_INTERVAL = Setting.longInteger(
            "scorer.commit.interval.ms", 100, "Milliseconds between commits; a score is visible after a commit.");
    public static final Setting<Long> TRANSACTION_TIMEOUT = Setting.longInteger(
            "scorer.transaction.timeout.ms",
            60_000,
            "Milliseconds after which the broker aborts a silent scorer's transaction; 60000 at least.");
    public static final Setting<Double> IDENTITY_RETENTION = Setting.decimal(
            "scorer.identity.retention.hours",
            48,
            "Hours a rollout id is remembered to score it only once; must outlive any ticket.");
    public static final Setting<Long> FACTS_PATIENCE = Setting.longInteger(
            "scorer.facts.patience.ms",
            60_000,
            "Milliseconds a rollout waits for the facts of its prompt before it goes to the dead letters.");
    public static final Setting<Long> FACTS_RETRY = Setting.longInteger(
            "scorer.facts.retry.ms", 250, "Milliseconds between looks at the rollouts that wait for facts.");
    public static final Setting<Integer> BATCH_SIZE =
            Setting.integer("scorer.batch.size", 16, "How many rollouts of a partition are scored in one forward.");
    public static final Setting<Long> BATCH_LINGER = Setting.longInteger(
            "scorer.batch.linger.ms",
            50,
            "Milliseconds the oldest rollout of a batch waits for others before they are scored.");
    public static final Setting<Optional<Path>> REWARD_MODEL = new Setting<>(
            "scorer.reward.model",
            "path",
            text -> text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text)),
            Optional.of(""),
            "Folder of the reward model; empty scores from symbolic facts alone.",
            false);
    public static final Setting<Integer> IMAGE_CACHE = Setting.integer(
            "scorer.image.cache.mib",
            64,
            "Mebibytes of preprocessed pictures that are kept, since a prompt is answered more than once.");

    /** Every key a scorer knows. */
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

    /** @throws SettingsException if a value makes no sense, naming its key */
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
                "must be 60000 or more, or a slow batch loses its transaction");
        require(identityRetention.toMillis() > 0, IDENTITY_RETENTION, "must be positive");
        require(!factsPatience.isNegative(), FACTS_PATIENCE, "must not be negative");
        require(factsRetry.toMillis() > 0, FACTS_RETRY, "must be positive");
        require(batchSize > 0, BATCH_SIZE, "must be positive");
        require(batchLinger.toMillis() > 0, BATCH_LINGER, "must be positive");
        require(imageCacheBytes >= 0, IMAGE_CACHE, "must not be negative");
    }

    /** The scorer's part of the effective settings. */
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
