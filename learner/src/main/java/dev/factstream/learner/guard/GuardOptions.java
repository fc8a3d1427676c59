package dev.factstream.learner.guard;

/**
 * Limits beyond which a learner says so, or stops.
 *
 * @param refusals batches in a row that may come out not finite before the learner stops
 * @param adapters so many newest adapters are looked for in each batch
 * @param mismatch highest mean k3 of recorded against recomputed log-probabilities at equal version
 */
public record GuardOptions(int refusals, int adapters, double mismatch) {

    public GuardOptions {
        if (refusals < 0 || adapters < 1 || !(mismatch > 0)) {
            throw new IllegalArgumentException(
                    "refused batches in a row must be >= 0, adapters that are looked for >= 1"
                            + " and the limit of the mismatch > 0, not " + refusals + ", " + adapters + " and "
                            + mismatch);
        }
    }
}
