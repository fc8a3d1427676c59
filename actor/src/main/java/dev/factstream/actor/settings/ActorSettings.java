package dev.factstream.actor.settings;

import dev.factstream.model.checkpoint.TextConfig;
import dev.factstream.model.generate.DecoderLimits;
import dev.factstream.model.network.Precision;
import dev.factstream.runtime.settings.DefaultFolder;
import dev.factstream.runtime.settings.Setting;
import dev.factstream.runtime.settings.SettingsException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The settings of an actor.
 *
 * @param id names the actor in its rollouts and logs; host and process if it was blank
 * @param model the checkpoint folder whose weights are served
 * @param precision of the matrix products
 * @param policyId without effect
 * @param batchSize number of slots: maximum of held tickets, and of concurrently generated sequences
 * @param lanes number of share consumers that divide the slots among them
 * @param cacheMebibytes maximum MiB for keys and values of running sequences
 * @param prefillTokens maximum prompt positions processed before running sequences get their next token
 * @param weightMebibytes maximum MiB for the weights of several runs
 * @param pictureMebibytes maximum MiB for preprocessed pictures, and as much again for their vision features
 * @param swapCache treatment of running sequences when the weights are swapped
 * @param simulatedGeneration duration of each simulated answer; zero to generate
 * @param versionPatience how long a ticket waits for its minimum policy version before it is released to other actors
 * @param chat the chat port
 */
public record ActorSettings(
        @Setting(key = ID, doc = "Name of the actor in rollouts and logs; host and process if empty.")
        String id,

        @Setting(
                key = MODEL,
                defaultValue = "checkpoints/policy",
                defaultIn = DefaultFolder.INSTALLATION,
                doc = "Checkpoint folder, in Hugging Face layout, to serve.")
        Path model,

        @Setting(
                key = "model.dtype",
                defaultValue = "fp32",
                doc = "Precision of the actors' matrix products; the learner always uses fp32.")
        Precision precision,

        @Setting(
                key = "actor.policy.id",
                defaultValue = "policy",
                notBlank = true,
                doc = "Without effect since tickets name their run and policy; accepted for older files.")
        String policyId,

        @Setting(
                key = BATCH_SIZE,
                defaultValue = "64",
                min = 1,
                doc = "Slots: maximum number of held tickets, and of concurrently generated sequences.")
        int batchSize,

        @Setting(
                key = "actor.lanes",
                defaultValue = "4",
                min = 1,
                doc =
                        "Number of share consumers that divide the slots; each fetches new tickets when its own are settled."
                                + " The broker limits the sum over all actors to group.share.max.size (200).")
        int lanes,

        @Setting(
                key = CACHE_MEBIBYTES,
                defaultValue = "1024",
                min = 1,
                doc = "Maximum MiB for keys and values of running sequences; allocated as needed.")
        long cacheMebibytes,

        @Setting(
                key = "actor.prefill.tokens",
                defaultValue = "1024",
                min = 1,
                doc =
                        "Maximum prompt tokens processed before running sequences get their next token; a longer prompt is"
                                + " processed alone.")
        int prefillTokens,

        @Setting(
                key = "actor.weights.mib",
                defaultValue = "4096",
                min = 1,
                doc =
                        "Maximum MiB for the weights of several runs: those of idle runs are freed, and loaded again for their"
                                + " next tickets.")
        long weightMebibytes,

        @Setting(
                key = "actor.picture.cache.mib",
                defaultValue = "64",
                min = 0,
                doc = "Maximum MiB for preprocessed pictures, and as much again for their vision features.")
        long pictureMebibytes,

        @Setting(
                key = "actor.swap.cache",
                defaultValue = "rebuild",
                doc = "After a weight swap, running sequences are processed again (rebuild) or keep their old keys and"
                        + " values (keep).")
        SwapCacheMode swapCache,

        @Setting(
                key = SIMULATED_GENERATION,
                defaultValue = "0",
                min = 0,
                doc =
                        "0 generates; above 0 only simulates, to measure the stream: milliseconds per answer of random tokens.")
        Duration simulatedGeneration,

        @Setting(
                key = "actor.version.patience.ms",
                defaultValue = "120000",
                min = 0,
                doc =
                        "Milliseconds that a ticket waits for its minimum policy version before it is released to other actors.")
        Duration versionPatience,

        ChatSettings chat) {
    public static final String ID = "actor.id";
    public static final String MODEL = "actor.model";
    public static final String BATCH_SIZE = "actor.batch.size";
    public static final String SIMULATED_GENERATION = "actor.simulated.generation.ms";

    private static final String CACHE_MEBIBYTES = "actor.cache.mib";
    private static final long MEBIBYTE = 1L << 20;

    public ActorSettings {
        id = id.isBlank() ? hostAndProcess() : id;
    }

    /** Returns the maximum bytes for the weights of several runs. */
    public long weightBytes() {
        return weightMebibytes * MEBIBYTE;
    }

    /** Returns the maximum bytes for preprocessed pictures, and as many again for their vision features. */
    public long pictureBytes() {
        return pictureMebibytes * MEBIBYTE;
    }

    /** Returns the duration of each simulated answer; empty to generate. */
    public Optional<Duration> simulatedTime() {
        return Optional.of(simulatedGeneration).filter(time -> !time.isZero());
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
            return new DecoderLimits(batchSize, 1, prefillTokens, pictureBytes())
                    .withCacheBytes(text, cacheMebibytes * MEBIBYTE);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(CACHE_MEBIBYTES + " is too small: " + e.getMessage(), e);
        }
    }

    private static String hostAndProcess() {
        String[] processAndHost = ManagementFactory.getRuntimeMXBean().getName().split("@", 2);
        return processAndHost[processAndHost.length - 1] + "-" + processAndHost[0];
    }
}
