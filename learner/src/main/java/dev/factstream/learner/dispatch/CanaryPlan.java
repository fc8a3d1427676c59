package dev.factstream.learner.dispatch;

/**
 * How often the canaries of a run are asked: a fixed set of questions that is never trained on, so that what changes in their answers
 * is the policy, and not what it is asked.
 *
 * @param every versions from one round to the next; 0 for no canaries
 * @param size questions of a round, chosen once in a run
 */
public record CanaryPlan(int every, int size) {

    /** No canaries. */
    public static final CanaryPlan NONE = new CanaryPlan(0, 0);

    public CanaryPlan {
        if (every < 0 || size < 0 || every > 0 && size == 0) {
            throw new IllegalArgumentException("canaries are asked every 0 (never) or more versions, and at least one"
                    + " of them, not every " + every + " and " + size);
        }
    }

    /** Whether there are canaries at all. */
    public boolean wanted() {
        return every > 0;
    }

    /** Whether a round is asked of this version. */
    public boolean dueAt(int version) {
        return wanted() && version % every == 0;
    }
}
