package dev.factstream.learner.dispatch;

/**
 * Bounded staleness at the source (AReaL's rule, arXiv 2505.24298): tickets are issued only while
 * {@code issued - dropped - dead <= (eta + version + 1) * B}. What is neither dropped nor dead is trained or still
 * under way, so at version v at most {@code (eta + 1) * B} tickets are outstanding.
 *
 * @param eta how many versions a rollout may be behind; 0 is synchronous PPO
 * @param rolloutsPerVersion B, constant within a run
 */
public record Admission(int eta, int rolloutsPerVersion) {

    public Admission {
        if (eta < 0 || rolloutsPerVersion < 1) {
            throw new IllegalArgumentException(
                    "eta must be >= 0 and rollouts per version >= 1, not " + eta + " and " + rolloutsPerVersion);
        }
    }

    /**
     * How many tickets may be issued now.
     *
     * @param version the newest published version
     * @param admitted tickets issued and neither dropped nor dead
     * @return may be negative when more is under way than the bound allows; nothing is issued then
     */
    public long capacity(int version, long admitted) {
        return (long) (eta + version + 1) * rolloutsPerVersion - admitted;
    }

    /** The oldest version that may answer a ticket issued at {@code version}. */
    public int oldestAllowed(int version) {
        return Math.max(0, version - eta);
    }

    /** Whether a rollout whose oldest token came from {@code oldest} is too old to train on at {@code version}. */
    public boolean expired(int oldest, int version) {
        return oldest < version - (eta + 1);
    }
}
