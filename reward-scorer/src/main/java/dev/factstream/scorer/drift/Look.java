package dev.factstream.scorer.drift;

/**
 * A closed window, beside what it is compared with.
 *
 * @param number of the window
 * @param reference the frozen first windows
 * @param baseline the last windows that nothing was wrong with
 * @param rewardedEntropy the lowest that was given for reward, nats per token; infinite if none was
 * @param canaries what the run's canaries answered so far
 */
record Look(
        long number,
        Window window,
        Summaries reference,
        Baseline baseline,
        double rewardedEntropy,
        Rounds canaries,
        Published published) {
    /** How often a window may look suspicious by chance alone, over all tests that are made of it. */
    private static final double SIGNIFICANCE = 0.01;

    /** How many tests the rules make of a window. */
    private static final int TESTS = 10;

    /** Whether a probability is small enough, corrected for the number of tests by Bonferroni. */
    static boolean isSignificant(double probability) {
        return probability < SIGNIFICANCE / TESTS;
    }

    MeanTest againstReference(Component component) {
        return MeanTest.of(reference.moments(component), window.summaries().moments(component));
    }

    MeanTest againstBaseline(Component component) {
        return MeanTest.of(baseline.moments(component), window.summaries().moments(component));
    }

    /** Whether more is gained in all than in the reference. */
    boolean isRewarded() {
        return againstReference(Component.REWARD_TOTAL).isRise();
    }

    /** What the mean would be if the last good windows had gone on as they went. */
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
