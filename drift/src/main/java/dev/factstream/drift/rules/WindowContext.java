package dev.factstream.drift.rules;

import dev.factstream.drift.window.Baseline;
import dev.factstream.drift.window.CanaryHistory;
import dev.factstream.drift.window.ComponentSummaries;
import dev.factstream.drift.window.DriftComponent;
import dev.factstream.drift.window.DriftWindow;
import dev.factstream.drift.window.PublishedVersions;

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
record WindowContext(
        long number,
        DriftWindow window,
        ComponentSummaries reference,
        Baseline baseline,
        double lowestRewardedEntropy,
        CanaryHistory canaries,
        PublishedVersions published) {
    /** The probability that a window looks suspicious by chance alone, over all tests made of it. */
    private static final double SIGNIFICANCE = 0.01;

    /** Number of tests that the rules make of a window. */
    private static final int TESTS = 10;

    /** Whether a probability is small enough, with Bonferroni correction for the number of tests. */
    static boolean isSignificant(double probability) {
        return probability < SIGNIFICANCE / TESTS;
    }

    WelchStatistic againstReference(DriftComponent component) {
        return WelchStatistic.of(
                reference.moments(component), window.summaries().moments(component));
    }

    WelchStatistic againstBaseline(DriftComponent component) {
        return WelchStatistic.of(baseline.moments(component), window.summaries().moments(component));
    }

    /** Whether the total reward is significantly above the reference. */
    boolean isRewardAboveReference() {
        return againstReference(DriftComponent.REWARD_TOTAL).isRise();
    }

    /** Returns the mean that the window would have on the trend of the last good windows. */
    double expected(DriftComponent component) {
        return baseline.expected(component, number);
    }

    double mean(DriftComponent component) {
        return window.summaries().moments(component).mean();
    }

    double referenceMean(DriftComponent component) {
        return reference.moments(component).mean();
    }
}
