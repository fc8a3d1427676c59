package dev.factstream.scorer.drift;

/**
 * A closed window, beside what it is compared with.
 *
 * @param reference the frozen first windows
 * @param baseline the last windows that nothing was wrong with
 * @param canaries what the run's canaries answered so far
 */
record Look(Window window, Summaries reference, Baseline baseline, Rounds canaries, Published published) {
    /** How often a window may look suspicious by chance alone, over all tests that are made of it. */
    private static final double SIGNIFICANCE = 0.01;

    /** How many tests the rules make of a window. */
    private static final int TESTS = 8;

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

    double mean(Component component) {
        return window.summaries().moments(component).mean();
    }

    double referenceMean(Component component) {
        return reference.moments(component).mean();
    }
}
