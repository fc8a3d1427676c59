package dev.factstream.scorer.drift;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Canaries are answered worse than in the reference or in the last good rounds, by {@value #LEAST_EFFECT} deviations or more,
 * significantly: fewer are correct, or their total reward is lower. They are always the same questions, so it is not what is asked.
 */
final class PolicyDrift implements Rule {
    private static final double LEAST_EFFECT = 0.3;
    private static final List<Component> LOOKED_AT = List.of(Component.CORRECTNESS, Component.REWARD_TOTAL);

    @Override
    public Finding finding() {
        return Finding.POLICY_DRIFT;
    }

    @Override
    public Optional<String> suspicion(Look look) {
        return LOOKED_AT.stream()
                .filter(component ->
                        isWorse(look.againstReference(component)) || isWorse(look.againstBaseline(component)))
                .findFirst()
                .map(component -> String.format(
                        Locale.ROOT,
                        "of the same questions %s fell to %+.3f, from %+.3f in the first round and %+.3f in the last good ones",
                        component.spelling(),
                        look.mean(component),
                        look.referenceMean(component),
                        look.baseline().moments(component).mean()));
    }

    private static boolean isWorse(MeanTest test) {
        return test.effect() <= -LEAST_EFFECT && test.isFall();
    }
}
