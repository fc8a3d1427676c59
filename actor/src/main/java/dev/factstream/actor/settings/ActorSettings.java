package dev.factstream.actor.settings;

import dev.factstream.model.checkpoint.TextConfig;
import dev.factstream.model.generate.DecoderLimits;
import dev.factstream.model.network.Precision;
import dev.factstream.schemas.settings.Setting;
import dev.factstream.schemas.settings.Settings;
import dev.factstream.schemas.settings.SettingsException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What an actor can be told.
 *
 * @param id names the actor in its rollouts and logs
 * @param model the checkpoint folder whose weights are served
 * @param policyId whose adapters are served
 * @param batchSize how many tickets are held, and how many sequences generated side by side, at most
 * @param lanes among how many share consumers these places are shared out
 * @param cacheBytes most memory for keys and values of running sequences
 * @param prefillTokens most prompt positions that are read before running sequences get their next token
 * @param pictureBytes most memory for preprocessed pictures, and as much for what the vision tower made of them
 * @param swapCache what becomes of running sequences when the weights are exchanged
 * @param simulatedTime how long each pretended answer takes; empty to generate
 * @param versionPatience how long a ticket waits for the policy version it asks for before another actor may try
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
        SwapCache swapCache,
        Optional<Duration> simulatedTime,
        Duration versionPatience) {
    private static final long MEBIBYTE = 1L << 20;

    public static final Setting<String> ID =
            Setting.text("actor.id", "", "Names the actor in rollouts and logs; host and process when empty.");
    public static final Setting<Path> MODEL = Setting.path(
            "actor.model", Path.of("checkpoints", "policy"), "Checkpoint folder, in Hugging Face layout, to serve.");
    public static final Setting<Precision> MODEL_DTYPE = Setting.choice(
            "model.dtype", Precision.FP32, "In what actors multiply; the learner's arithmetic is fp32 always.");
    public static final Setting<String> POLICY_ID =
            Setting.text("actor.policy.id", "policy", "Whose adapters are served; as the learner calls its policy.");
    public static final Setting<Integer> BATCH_SIZE = Setting.integer(
            "actor.batch.size", 64, "Places: most tickets held at once, and sequences generated side by side.");
    public static final Setting<Integer> LANES = Setting.integer(
            "actor.lanes",
            4,
            "Share consumers among which the places are shared out; each takes new tickets when its own are settled."
                    + " All actors together may have group.share.max.size of the broker (200).");
    public static final Setting<Long> CACHE_MEBIBYTES = Setting.longInteger(
            "actor.cache.mib", 1024, "Most MiB for keys and values of running sequences; taken as they are needed.");
    public static final Setting<Integer> PREFILL_TOKENS = Setting.integer(
            "actor.prefill.tokens",
            1024,
            "Most prompt tokens read before running sequences get their next one; a longer prompt is read alone.");
    public static final Setting<Long> PICTURE_MEBIBYTES = Setting.longInteger(
            "actor.picture.cache.mib",
            64,
            "Most MiB for preprocessed pictures, and as much again for their vision features.");
    public static final Setting<SwapCache> SWAP_CACHE = Setting.choice(
            "actor.swap.cache",
            SwapCache.REBUILD,
            "Under new weights running sequences are read again (rebuild) or go on with old keys and values (keep).");
    public static final Setting<Long> SIMULATED_TIME = Setting.longInteger(
            "actor.simulated.generation.ms",
            0,
            "0 generates; more only pretends to, for measuring the stream: so many milliseconds an answer of random tokens.");
    public static final Setting<Long> VERSION_PATIENCE = Setting.longInteger(
            "actor.version.patience.ms",
            120_000,
            "Milliseconds a ticket waits here for the policy version it asks for before another actor may try.");

    /** Every key an actor knows. */
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

    /** @throws SettingsException if a value makes no sense, naming its key */
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

    /** The actor's part of the effective settings. */
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

    /** The places of each lane: as many as the others' or one more, never none. */
    public List<Integer> places() {
        int used = Math.min(lanes, batchSize);
        return IntStream.range(0, used)
                .mapToObj(lane -> (batchSize + used - 1 - lane) / used)
                .toList();
    }

    /**
     * What the decoder may take.
     *
     * @throws SettingsException if the caches may not hold one sequence as long as the model allows
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
