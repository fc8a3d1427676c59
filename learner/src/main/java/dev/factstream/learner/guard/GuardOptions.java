package dev.factstream.learner.guard;

/**
 * Limits that raise an alarm or stop a learner.
 *
 * @param refusals number of consecutive non-finite batches that are refused before the learner stops
 * @param adapters number of newest adapters that each batch is searched for
 * @param mismatch highest mean k3 of recorded against recomputed log-probabilities at equal version
 */
public record GuardOptions(int refusals, int adapters, double mismatch) {

    public GuardOptions {
        if (refusals < 0 || adapters < 1 || !(mismatch > 0)) {
            throw new IllegalArgumentException(
                    "the number of refused batches must be >= 0, the number of newest adapters >= 1"
                            + " and the limit of the mismatch > 0, not " + refusals + ", " + adapters + " and "
                            + mismatch);
        }
    }
}
