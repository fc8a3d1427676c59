package dev.factstream.scorer.drift;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Canaries are answered worse than in the reference, by {@value #LEAST_EFFECT} deviations or more, significantly: fewer are correct, or
 * their total reward is lower. They are always the same questions, so it is not what is asked.
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
                .filter(component -> {
                    MeanTest test = look.againstReference(component);
                    return test.effect() <= -LEAST_EFFECT && Look.isSignificant(test.probability());
                })
                .findFirst()
                .map(component -> String.format(
                        Locale.ROOT,
                        "of the same questions %s fell from %+.3f to %+.3f",
                        component.spelling(),
                        look.referenceMean(component),
                        look.mean(component)));
    }
}
