package dev.factstream.learner.dispatch;

/**
 * Bounds staleness at the source (AReaL's rule, arXiv 2505.24298): tickets are issued only while {@code issued -
 * dropped - dead <= (eta + version + 1) * B}. A ticket that is neither dropped nor dead is trained or still
 * outstanding, so at version v at most {@code (eta + 1) * B} tickets are outstanding. Versions count from the first
 * version of the run, which is 1 if the run started from an adapter. After a rollback they count from the version that
 * it made, and tickets trained before it are left out.
 *
 * @param eta how many versions a rollout may be behind; 0 is synchronous PPO
 * @param rolloutsPerVersion B, constant within a run
 * @param first the first version of the run, or the version made by its last rollback; no older version may answer
 * @param exact whether rollouts are kept until they are exactly {@code eta} versions old: only the version that issues
 *     a ticket answers it, and no version is made before every open ticket has been answered. The first {@code eta}
 *     versions are younger, because they are trained on answers of the first one. This mode gives up the overlap of
 *     actors and learner and is for experiments on staleness
 * @param trainedBefore tickets that were trained on before {@code first}; positive only after a rollback
 */
public record AdmissionControl(int eta, int rolloutsPerVersion, int first, boolean exact, long trainedBefore) {

    public AdmissionControl {
        if (eta < 0 || rolloutsPerVersion < 1 || first < 0 || trainedBefore < 0) {
            throw new IllegalArgumentException("eta must be >= 0, rollouts per version >= 1 and the first version >= 0,"
                    + " not " + eta + ", " + rolloutsPerVersion + " and " + first);
        }
    }

    /** For a run that starts from the base alone, at version 0. */
    public AdmissionControl(int eta, int rolloutsPerVersion) {
        this(eta, rolloutsPerVersion, 0, false);
    }

    /** For a run that has not been rolled back. */
    public AdmissionControl(int eta, int rolloutsPerVersion, int first, boolean exact) {
        this(eta, rolloutsPerVersion, first, exact, 0);
    }

    /** The same bounds for a run that starts at version {@code first}. */
    public AdmissionControl startingAt(int first) {
        return new AdmissionControl(eta, rolloutsPerVersion, first, exact);
    }

    /**
     * The same bounds after a rollback has made version {@code first}.
     *
     * @param trained tickets that the run has trained on so far
     */
    public AdmissionControl resumingAt(int first, long trained) {
        return new AdmissionControl(eta, rolloutsPerVersion, first, exact, trained);
    }

    /**
     * The number of tickets that may be issued now.
     *
     * @param version the newest published version
     * @param admitted tickets issued and neither dropped nor dead
     * @return negative if more tickets are outstanding than the bound allows; nothing is issued then
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
