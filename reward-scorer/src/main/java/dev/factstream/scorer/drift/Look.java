package dev.factstream.scorer.drift;

/**
 * A closed window and the data that it is compared with.
 *
 * @param number of the window
 * @param reference the frozen first windows
 * @param baseline the last good windows
 * @param lowestRewardedEntropy the lowest entropy of a good window whose reward is above the reference, nats per token; infinite if
 *     there was none
 * @param canaries the canary history of the run
 */
record Look(
        long number,
        Window window,
        Summaries reference,
        Baseline baseline,
        double lowestRewardedEntropy,
        Rounds canaries,
        Published published) {
    /** The probability that a window looks suspicious by chance alone, over all tests made of it. */
    private static final double SIGNIFICANCE = 0.01;

    /** Number of tests that the rules make of a window. */
    private static final int TESTS = 10;

    /** Whether a probability is small enough, with Bonferroni correction for the number of tests. */
    static boolean isSignificant(double probability) {
        return probability < SIGNIFICANCE / TESTS;
    }

    MeanTest againstReference(Component component) {
        return MeanTest.of(reference.moments(component), window.summaries().moments(component));
    }

    MeanTest againstBaseline(Component component) {
        return MeanTest.of(baseline.moments(component), window.summaries().moments(component));
    }

    /** Whether the total reward is significantly above the reference. */
    boolean isRewardAboveReference() {
        return againstReference(Component.REWARD_TOTAL).isRise();
    }

    /** Returns the mean that the window would have on the trend of the last good windows. */
    double expected(Component component) {
        return baseline.expected(component, number);
    }

    double mean(Component component) {
        return window.summaries().moments(component).mean();
    }

    double referenceMean(Component component) {
        return reference.moments(component).mean();
    }
}
