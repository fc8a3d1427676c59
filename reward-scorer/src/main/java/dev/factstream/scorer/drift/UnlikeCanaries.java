package dev.factstream.scorer.drift;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is trained on has jumped by {@value #LEAST_EFFECT} deviations or more from the last good windows, and canaries asked since then
 * have moved by less than half of that, both significantly: the policy is the same, the questions are not, be they of the same kinds.
 * Says nothing where there are no canaries, or none since the jump. Difference in differences: the standard error is that of both.
 */
final class UnlikeCanaries implements Rule {
    private static final double LEAST_EFFECT = 0.3;
    private static final List<Component> LOOKED_AT =
            List.of(Component.CORRECTNESS, Component.REWARD_TOTAL, Component.LENGTH);

    @Override
    public Finding finding() {
        return Finding.PROMPT_MIX_CHANGE;
    }

    @Override
    public Optional<String> suspicion(Look look) {
        return LOOKED_AT.stream()
                .filter(component -> isUnlike(look, component))
                .findFirst()
                .map(component -> {
                    Difference trained = trained(look, component);
                    Difference canaries = canaries(look, component);
                    return String.format(
                            Locale.ROOT,
                            "%s moved by %+.3f in training and by %+.3f with the canaries: other questions are asked",
                            component.spelling(),
                            trained.mean,
                            canaries.mean);
                });
    }

    /** Whether what is trained on has jumped, there are canaries, and none has been asked since: who is to blame will show. */
    static boolean isUndecided(Look look) {
        return !look.canaries().isEmpty()
                && LOOKED_AT.stream()
                        .anyMatch(component -> jumped(look, component)
                                && !canaries(look, component).isKnown());
    }

    private static boolean jumped(Look look, Component component) {
        MeanTest jump = look.againstBaseline(component);
        return Math.abs(jump.effect()) >= LEAST_EFFECT && Look.isSignificant(jump.probability());
    }

    private static boolean isUnlike(Look look, Component component) {
        if (!jumped(look, component)) {
            return false;
        }
        Difference trained = trained(look, component);
        Difference canaries = canaries(look, component);
        double apart = trained.mean - canaries.mean;
        double z = apart / Math.sqrt(trained.variance + canaries.variance);
        return canaries.isKnown()
                && Math.abs(canaries.mean) < Math.abs(trained.mean) / 2
                && Look.isSignificant(new MeanTest(z, 0).probability());
    }

    private static Difference trained(Look look, Component component) {
        return Difference.of(
                look.baseline().moments(component), look.window().summaries().moments(component));
    }

    private static Difference canaries(Look look, Component component) {
        int lastGood = look.baseline().lastVersion();
        return Difference.of(
                look.canaries().until(lastGood, component), look.canaries().since(lastGood, component));
    }

    /**
     * Between two means.
     *
     * @param variance of the difference; infinite where a side has fewer than two values
     */
    private record Difference(double mean, double variance) {
        static Difference of(Moments before, Moments after) {
            boolean known = before.count() > 1 && after.count() > 1;
            return new Difference(
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
