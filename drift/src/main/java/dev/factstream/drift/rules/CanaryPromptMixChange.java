package dev.factstream.drift.rules;

import dev.factstream.drift.statistics.SampleMoments;
import dev.factstream.drift.window.DriftComponent;
import dev.factstream.drift.window.FindingType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds a change of the prompts: training rollouts jumped by {@value #MIN_EFFECT} standard deviations or more from the last good
 * windows, and canaries asked since then moved by less than half of that, both significantly. The policy is the same, but the
 * questions are not, even if they are of the same kinds. Finds nothing without canaries, or without canaries asked since the jump.
 * The test is a difference in differences; its standard error is that of both.
 */
final class CanaryPromptMixChange implements DriftRule {
    private static final double MIN_EFFECT = 0.3;
    private static final List<DriftComponent> COMPONENTS =
            List.of(DriftComponent.CORRECTNESS, DriftComponent.REWARD_TOTAL, DriftComponent.LENGTH);

    @Override
    public FindingType finding() {
        return FindingType.PROMPT_MIX_CHANGE;
    }

    @Override
    public Optional<String> suspicion(WindowContext context) {
        return COMPONENTS.stream()
                .filter(component -> isPromptChange(context, component))
                .findFirst()
                .map(component -> {
                    MeanDifference trained = trained(context, component);
                    MeanDifference canaries = canaries(context, component);
                    return String.format(
                            Locale.ROOT,
                            "%s moved by %+.3f in training but by %+.3f on the canaries: the questions changed",
                            component.spelling(),
                            trained.mean,
                            canaries.mean);
                });
    }

    /** Whether the run has canaries, training rollouts jumped, and no canaries have been asked since: the cause is not known yet. */
    static boolean isUndecided(WindowContext context) {
        return !context.canaries().isEmpty()
                && COMPONENTS.stream()
                        .anyMatch(component -> jumped(context, component)
                                && !canaries(context, component).isKnown());
    }

    private static boolean jumped(WindowContext context, DriftComponent component) {
        WelchStatistic jump = context.againstBaseline(component);
        return Math.abs(jump.effect()) >= MIN_EFFECT && WindowContext.isSignificant(jump.probability());
    }

    private static boolean isPromptChange(WindowContext context, DriftComponent component) {
        if (!jumped(context, component)) {
            return false;
        }
        MeanDifference trained = trained(context, component);
        MeanDifference canaries = canaries(context, component);
        double difference = trained.mean - canaries.mean;
        double z = difference / Math.sqrt(trained.variance + canaries.variance);
        return canaries.isKnown()
                && Math.abs(canaries.mean) < Math.abs(trained.mean) / 2
                && WindowContext.isSignificant(new WelchStatistic(z, 0).probability());
    }

    private static MeanDifference trained(WindowContext context, DriftComponent component) {
        return MeanDifference.of(
                context.baseline().moments(component),
                context.window().summaries().moments(component));
    }

    private static MeanDifference canaries(WindowContext context, DriftComponent component) {
        int lastGood = context.baseline().lastVersion();
        return MeanDifference.of(
                context.canaries().upTo(lastGood, component), context.canaries().after(lastGood, component));
    }

    /**
     * The difference between two means.
     *
     * @param variance of the difference; infinite if a side has fewer than two values
     */
    private record MeanDifference(double mean, double variance) {
        static MeanDifference of(SampleMoments before, SampleMoments after) {
            boolean known = before.count() > 1 && after.count() > 1;
            return new MeanDifference(
                    known ? after.mean() - before.mean() : 0,
                    known
                            ? before.variance() / before.count() + after.variance() / after.count()
                            : Double.POSITIVE_INFINITY);
        }

        boolean isKnown() {
            return Double.isFinite(variance);
        }
    }
}
