package dev.factstream.learner.estimator;

/** Checks shared by the estimators. */
final class TokenArrays {

    private TokenArrays() {}

    /** Refuses arrays of different lengths, which cannot describe the same tokens. */
    static void requireSameLength(double[] first, double[]... others) {
        for (double[] other : others) {
            if (other.length != first.length) {
                throw new IllegalArgumentException(
                        "arrays describe different tokens: " + first.length + " and " + other.length);
            }
        }
    }
}
