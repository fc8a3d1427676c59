package dev.factstream.schemas.topics;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The names of a run on the cluster. With a prefix {@code p} the topic {@code prompts} is {@code p.prompts}, and
 * groups, application ids and transactional ids begin with {@code p.} too, so that several runs share a cluster.
 *
 * @param prefix letters, digits, {@code _}, {@code -} and inner dots; empty for none
 */
public record TopicNames(String prefix) {
    private static final int BASE_DIGITS = 12;
    private static final Pattern PREFIX = Pattern.compile("([a-zA-Z0-9_-]+(\\.[a-zA-Z0-9_-]+)*)?");

    public TopicNames {
        if (!PREFIX.matcher(Objects.requireNonNull(prefix, "prefix")).matches() || prefix.length() > 150) {
            throw new IllegalArgumentException("topics.prefix may have letters, digits, _ - and inner dots, at most 150"
                    + " characters: '" + prefix + "'");
        }
    }

    public String prompts() {
        return topic(TopicCatalogue.PROMPTS);
    }

    public String pictures() {
        return topic(TopicCatalogue.PICTURES);
    }

    public String facts() {
        return topic(TopicCatalogue.FACTS);
    }

    public String promptPool() {
        return topic(TopicCatalogue.PROMPT_POOL);
    }

    public String rollouts() {
        return topic(TopicCatalogue.ROLLOUTS);
    }

    public String scoredRollouts() {
        return topic(TopicCatalogue.SCORED_ROLLOUTS);
    }

    public String adapters() {
        return topic(TopicCatalogue.ADAPTERS);
    }

    public String adapterChunks() {
        return topic(TopicCatalogue.ADAPTER_CHUNKS);
    }

    public String runState() {
        return topic(TopicCatalogue.RUN_STATE);
    }

    public String trainingLedger() {
        return topic(TopicCatalogue.TRAINING_LEDGER);
    }

    public String rewardDrift() {
        return topic(TopicCatalogue.REWARD_DRIFT);
    }

    public String openWindows() {
        return topic(TopicCatalogue.OPEN_WINDOWS);
    }

    public String deadLetters() {
        return topic(TopicCatalogue.DEAD_LETTERS);
    }

    /** Returns the full name of the topic that the catalogue calls {@code name}. */
    public String topic(String name) {
        return prefix.isEmpty() ? name : prefix + "." + name;
    }

    /**
     * Returns the share group of the actors that answer the tickets of a run. Each run has its own, because the tickets of a
     * group are one queue: in a common one the tickets of a run with few open ones would wait behind those of a run with many.
     *
     * @param baseHash of the base model that the run's policy adapts
     */
    public String actorsGroup(String baseHash, String runId) {
        return group("actors-" + baseHash.substring(0, Math.min(BASE_DIGITS, baseHash.length())) + "-" + runId);
    }

    /** Returns what the names of all groups of {@link #actorsGroup} begin with. */
    public String actorsGroups() {
        return group("actors-");
    }

    /** Returns the share group that actors of builds before {@code run-state} form for all runs. */
    public String commonActorsGroup() {
        return group("actors");
    }

    /** Returns the name of a consumer or share group, for instance of {@code learner}. */
    public String group(String role) {
        return topic("factstream-" + role);
    }

    /** Returns a Kafka Streams application id, the prefix of the internal topics and the group of Streams. */
    public String applicationId(String role) {
        return topic("factstream-" + role);
    }

    /** Returns a transactional id; a second producer with the same id fences the first. */
    public String transactionalId(String role) {
        return topic("factstream-" + role);
    }
}
