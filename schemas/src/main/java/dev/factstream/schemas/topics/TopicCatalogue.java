package dev.factstream.schemas.topics;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** All topics of the stream. Topics are created from this catalogue and checked against it, never auto-created. */
public final class TopicCatalogue {
    public static final String PROMPTS = "prompts";
    public static final String PICTURES = "pictures";
    public static final String FACTS = "facts";
    public static final String PROMPT_POOL = "prompt-pool";
    public static final String ROLLOUTS = "rollouts";
    public static final String SCORED_ROLLOUTS = "scored-rollouts";
    public static final String ADAPTERS = "adapters";
    public static final String ADAPTER_CHUNKS = "adapter-chunks";
    public static final String RUN_STATE = "run-state";
    public static final String TRAINING_LEDGER = "training-ledger";
    public static final String REWARD_DRIFT = "reward-drift";
    public static final String OPEN_WINDOWS = "open-windows";
    public static final String DEAD_LETTERS = "dead-letters";

    /** Number of partitions of the topics that several workers share. */
    public static final int WORK_PARTITIONS = 4;

    /** Default of {@code pictures.max.bytes}. */
    public static final int DEFAULT_LARGEST_PICTURE = 8 << 20;

    private static final int PICTURE_OVERHEAD = 1024; // key, headers and record batch around the bytes of a picture

    private static final String DELETE = "delete";
    private static final String COMPACT = "compact";
    private static final Map<String, String> WEEK = retention(Duration.ofDays(7));
    private static final Map<String, String> LONG = retention(Duration.ofDays(90));

    /** Only closed segments are compacted. */
    private static final Map<String, String> SMALL_SEGMENTS = Map.of(
            "segment.bytes",
            Integer.toString(1 << 20),
            "segment.ms",
            Long.toString(Duration.ofHours(1).toMillis()));

    private static final List<TopicSpec> TOPICS = List.of(
            work(PROMPTS, DELETE, WEEK, "Tickets: questions and sampling parameters; never the ground truth."),
            new TopicSpec(
                    PICTURES,
                    "sha256",
                    WORK_PARTITIONS,
                    DELETE, // never compacted and never deleted: records refer to partition and offset
                    Map.of(
                            "retention.ms",
                            "-1",
                            "retention.bytes",
                            "-1",
                            "max.message.bytes",
                            Integer.toString(pictureMessageBytes(DEFAULT_LARGEST_PICTURE))),
                    "The encoded bytes of each picture, once."),
            work(FACTS, COMPACT, Map.of(), "Ground truth about a prompt's picture; joined with rollouts by promptId."),
            new TopicSpec(PROMPT_POOL, "promptId", 1, COMPACT, Map.of(), "The questions tickets are issued for."),
            work(ROLLOUTS, DELETE, LONG, "Generated answers with tokens, log-probabilities and policy versions."),
            work(SCORED_ROLLOUTS, DELETE, LONG, "Rollouts with their reward, part by part."),
            new TopicSpec(
                    ADAPTERS,
                    "runId/policyId/version",
                    1,
                    COMPACT,
                    SMALL_SEGMENTS,
                    "Manifests of the policy versions."),
            new TopicSpec(
                    ADAPTER_CHUNKS,
                    "runId/policyId/version/sha256/index",
                    1,
                    // the learner deletes chunks of versions that it no longer keeps; a run that pauses for a
                    // month must find its last adapter, however much other runs publish meanwhile
                    COMPACT,
                    Map.of("segment.bytes", Integer.toString(64 << 20)),
                    "Adapter files in chunks."),
            new TopicSpec(RUN_STATE, "runId", 1, COMPACT, SMALL_SEGMENTS, "The newest state of each run."),
            new TopicSpec(
                    TRAINING_LEDGER,
                    "runId",
                    1,
                    DELETE,
                    // the record of a batch of 32,768 rollouts, and as many drops, has 2 MB
                    Map.of("retention.ms", "-1", "max.message.bytes", Integer.toString(4 << 20)),
                    "The origin of each policy version."),
            new TopicSpec(
                    REWARD_DRIFT,
                    "runId/component",
                    1,
                    DELETE,
                    LONG,
                    "Closed windows: reward statistics, distances from the reference, findings; acknowledgements."),
            new TopicSpec(
                    OPEN_WINDOWS,
                    "runId/component",
                    1,
                    COMPACT,
                    SMALL_SEGMENTS,
                    "The window of each stream that is filling."),
            new TopicSpec(
                    DEAD_LETTERS,
                    "original key",
                    1,
                    DELETE,
                    LONG,
                    "Records that could not be processed: the original bytes, the reason in the headers."));

    private TopicCatalogue() {}

    /** Returns all topics, in the order of the data flow. */
    public static List<TopicSpec> topics() {
        return TOPICS;
    }

    /** Returns the topic called {@code name} (without prefix). */
    public static TopicSpec topic(String name) {
        return TOPICS.stream()
                .filter(spec -> spec.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the catalogue has no topic " + name));
    }

    /** Returns the size of a message of {@code pictures} with a picture of {@code largest} bytes. */
    public static int pictureMessageBytes(int largest) {
        return Math.addExact(largest, PICTURE_OVERHEAD);
    }

    private static TopicSpec work(String name, String cleanup, Map<String, String> config, String doc) {
        return new TopicSpec(name, "promptId", WORK_PARTITIONS, cleanup, config, doc);
    }

    private static Map<String, String> retention(Duration time) {
        return Map.of("retention.ms", Long.toString(time.toMillis()));
    }
}
