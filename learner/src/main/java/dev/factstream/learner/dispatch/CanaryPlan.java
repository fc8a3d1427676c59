package dev.factstream.learner.dispatch;

/**
 * How often the canaries of a run are asked. Canaries are a fixed set of questions that is never trained on, so that a
 * change in their answers comes from the policy and not from the questions.
 *
 * @param every versions between two rounds; 0 for no canaries
 * @param size questions per round, chosen once per run
 */
public record CanaryPlan(int every, int size) {

    /** No canaries. */
    public static final CanaryPlan NONE = new CanaryPlan(0, 0);

    public CanaryPlan {
        if (every < 0 || size < 0 || every > 0 && size == 0) {
            throw new IllegalArgumentException("the versions between rounds of canaries must be >= 0 (0 for none) and a"
                    + " round needs at least one question, not " + every + " and " + size);
        }
    }

    /** Whether canaries are asked at all. */
    public boolean enabled() {
        return every > 0;
    }

    /** Whether a round is due at this version. */
    public boolean dueAt(int version) {
        return enabled() && version % every == 0;
    }
}
