package dev.factstream.actor.settings;

import dev.factstream.model.checkpoint.TextConfig;
import dev.factstream.model.generate.DecoderLimits;
import dev.factstream.model.network.Precision;
import dev.factstream.runtime.settings.Setting;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.runtime.settings.SettingsException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The settings of an actor.
 *
 * @param id names the actor in its rollouts and logs
 * @param model the checkpoint folder whose weights are served
 * @param policyId whose adapters are served
 * @param batchSize number of slots: maximum of held tickets, and of concurrently generated sequences
 * @param lanes number of share consumers that divide the slots among them
 * @param cacheBytes maximum memory for keys and values of running sequences
 * @param prefillTokens maximum prompt positions processed before running sequences get their next token
 * @param pictureBytes maximum memory for preprocessed pictures, and as much again for their vision features
 * @param swapCache treatment of running sequences when the weights are swapped
 * @param simulatedTime duration of each simulated answer; empty to generate
 * @param versionPatience how long a ticket waits for its minimum policy version before it is released to other actors
 */
public record ActorSettings(
        String id,
        Path model,
        String policyId,
        int batchSize,
        int lanes,
        long cacheBytes,
        int prefillTokens,
        long pictureBytes,
        SwapCacheMode swapCache,
        Optional<Duration> simulatedTime,
        Duration versionPatience) {
    private static final long MEBIBYTE = 1L << 20;

    public static final Setting<String> ID =
            Setting.text("actor.id", "", "Name of the actor in rollouts and logs; host and process if empty.");
    public static final Setting<Path> MODEL = Setting.path(
            "actor.model", Path.of("checkpoints", "policy"), "Checkpoint folder, in Hugging Face layout, to serve.");
    public static final Setting<Precision> MODEL_DTYPE = Setting.choice(
            "model.dtype", Precision.FP32, "Precision of the actors' matrix products; the learner always uses fp32.");
    public static final Setting<String> POLICY_ID =
            Setting.text("actor.policy.id", "policy", "Policy whose adapters are served; the learner's policy id.");
    public static final Setting<Integer> BATCH_SIZE = Setting.integer(
            "actor.batch.size", 64, "Slots: maximum number of held tickets, and of concurrently generated sequences.");
    public static final Setting<Integer> LANES = Setting.integer(
            "actor.lanes",
            4,
            "Number of share consumers that divide the slots; each fetches new tickets when its own are settled."
                    + " The broker limits the sum over all actors to group.share.max.size (200).");
    public static final Setting<Long> CACHE_MEBIBYTES = Setting.longInteger(
            "actor.cache.mib", 1024, "Maximum MiB for keys and values of running sequences; allocated as needed.");
    public static final Setting<Integer> PREFILL_TOKENS = Setting.integer(
            "actor.prefill.tokens",
            1024,
            "Maximum prompt tokens processed before running sequences get their next token; a longer prompt is processed alone.");
    public static final Setting<Long> PICTURE_MEBIBYTES = Setting.longInteger(
            "actor.picture.cache.mib",
            64,
            "Maximum MiB for preprocessed pictures, and as much again for their vision features.");
    public static final Setting<SwapCacheMode> SWAP_CACHE = Setting.choice(
            "actor.swap.cache",
            SwapCacheMode.REBUILD,
            "After a weight swap, running sequences are processed again (rebuild) or keep their old keys and values (keep).");
    public static final Setting<Long> SIMULATED_TIME = Setting.longInteger(
            "actor.simulated.generation.ms",
            0,
            "0 generates; above 0 only simulates, to measure the stream: milliseconds per answer of random tokens.");
    public static final Setting<Long> VERSION_PATIENCE = Setting.longInteger(
            "actor.version.patience.ms",
            120_000,
            "Milliseconds that a ticket waits for its minimum policy version before it is released to other actors.");

    /** All keys of an actor. */
    public static final List<Setting<?>> KEYS = Stream.concat(
                    Stream.of(
                            ID,
                            MODEL,
                            MODEL_DTYPE,
                            POLICY_ID,
                            BATCH_SIZE,
                            LANES,
                            CACHE_MEBIBYTES,
                            PREFILL_TOKENS,
                            PICTURE_MEBIBYTES,
                            SWAP_CACHE,
                            SIMULATED_TIME,
                            VERSION_PATIENCE),
                    ChatSettings.KEYS.stream())
            .toList();

    /** @throws SettingsException that names the key of an invalid value */
    public ActorSettings {
        require(!id.isBlank(), ID, "must not be blank");
        require(!policyId.isBlank(), POLICY_ID, "must not be blank");
        require(batchSize > 0, BATCH_SIZE, "must be positive");
        require(lanes > 0, LANES, "must be positive");
        require(cacheBytes > 0, CACHE_MEBIBYTES, "must be positive");
        require(prefillTokens > 0, PREFILL_TOKENS, "must be positive");
        require(pictureBytes >= 0, PICTURE_MEBIBYTES, "must not be negative");
        require(simulatedTime.stream().noneMatch(Duration::isNegative), SIMULATED_TIME, "must not be negative");
        require(!versionPatience.isNegative(), VERSION_PATIENCE, "must not be negative");
    }

    /** Returns the actor's part of the effective settings. */
    public static ActorSettings from(Settings settings) {
        String id = settings.get(ID);
        return new ActorSettings(
                id.isBlank() ? hostAndProcess() : id,
                settings.get(MODEL),
                settings.get(POLICY_ID),
                settings.get(BATCH_SIZE),
                settings.get(LANES),
                settings.get(CACHE_MEBIBYTES) * MEBIBYTE,
                settings.get(PREFILL_TOKENS),
                settings.get(PICTURE_MEBIBYTES) * MEBIBYTE,
                settings.get(SWAP_CACHE),
                Optional.of(Duration.ofMillis(settings.get(SIMULATED_TIME))).filter(time -> !time.isZero()),
                Duration.ofMillis(settings.get(VERSION_PATIENCE)));
    }

    /** Returns the number of slots of each lane; they differ by at most one, and none is zero. */
    public List<Integer> slotsPerLane() {
        int used = Math.min(lanes, batchSize);
        return IntStream.range(0, used)
                .mapToObj(lane -> (batchSize + used - 1 - lane) / used)
                .toList();
    }

    /**
     * Returns the decoder's limits.
     *
     * @throws SettingsException if the caches cannot hold one sequence of the model's maximum length
     */
    public DecoderLimits decoderLimits(TextConfig text) {
        try {
            return new DecoderLimits(batchSize, 1, prefillTokens, pictureBytes).withCacheBytes(text, cacheBytes);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(CACHE_MEBIBYTES.key() + " is too small: " + e.getMessage(), e);
        }
    }

    private static String hostAndProcess() {
        String[] processAndHost = ManagementFactory.getRuntimeMXBean().getName().split("@", 2);
        return processAndHost[processAndHost.length - 1] + "-" + processAndHost[0];
    }

    private static void require(boolean condition, Setting<?> setting, String what) {
        if (!condition) {
            throw new SettingsException(setting.key() + " " + what);
        }
    }
}
