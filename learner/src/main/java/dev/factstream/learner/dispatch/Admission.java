package dev.factstream.learner.dispatch;

/**
 * Bounded staleness at the source (AReaL's rule, arXiv 2505.24298): tickets are issued only while
 * {@code issued - dropped - dead <= (eta + version + 1) * B}. What is neither dropped nor dead is trained or still
 * under way, so at version v at most {@code (eta + 1) * B} tickets are outstanding. Versions count from the one that a
 * run begins with, which is 1 where an adapter was given to begin from; after a rollback from the version that it made,
 * and tickets without those trained on before it.
 *
 * @param eta how many versions a rollout may be behind; 0 is synchronous PPO
 * @param rolloutsPerVersion B, constant within a run
 * @param first the version that the run begins with, or that its last rollback made: no older one may answer
 * @param exact whether rollouts are kept until they are exactly {@code eta} versions old: only the version that issues a
 *     ticket answers it, and no version is made before every open ticket has been answered. The first {@code eta}
 *     versions cannot be: they are made of what the first one answered. It costs the overlap of actors and learner, and
 *     is for experiments on staleness
 * @param trainedBefore tickets that were trained on before {@code first}, which is more than none after a rollback
 */
public record Admission(int eta, int rolloutsPerVersion, int first, boolean exact, long trainedBefore) {

    public Admission {
        if (eta < 0 || rolloutsPerVersion < 1 || first < 0 || trainedBefore < 0) {
            throw new IllegalArgumentException("eta must be >= 0, rollouts per version >= 1 and the first version >= 0,"
                    + " not " + eta + ", " + rolloutsPerVersion + " and " + first);
        }
    }

    /** For a run that begins with the base alone, at version 0. */
    public Admission(int eta, int rolloutsPerVersion) {
        this(eta, rolloutsPerVersion, 0, false);
    }

    /** For a run that has not been rolled back. */
    public Admission(int eta, int rolloutsPerVersion, int first, boolean exact) {
        this(eta, rolloutsPerVersion, first, exact, 0);
    }

    /** The same bounds for a run that begins with version {@code first}. */
    public Admission startingAt(int first) {
        return new Admission(eta, rolloutsPerVersion, first, exact);
    }

    /** The same bounds after a rollback has made version {@code first}. @param trained tickets of the run, until then */
    public Admission resumingAt(int first, long trained) {
        return new Admission(eta, rolloutsPerVersion, first, exact, trained);
    }

    /**
     * How many tickets may be issued now.
     *
     * @param version the newest published version
     * @param admitted tickets issued and neither dropped nor dead
     * @return may be negative when more is under way than the bound allows; nothing is issued then
     */
    public long capacity(int version, long admitted) {
        return (long) (eta + version - first + 1) * rolloutsPerVersion - (admitted - trainedBefore);
    }

    /** The oldest version that may answer a ticket issued at {@code version}. */
    public int oldestAllowed(int version) {
        return exact ? version : Math.max(first, version - eta);
    }

    /** Whether a rollout whose oldest token came from {@code oldest} is too old to train on at {@code version}. */
    public boolean expired(int oldest, int version) {
        return oldest < version - (eta + 1);
    }
}
