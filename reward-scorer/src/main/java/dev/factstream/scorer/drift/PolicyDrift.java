package dev.factstream.scorer.drift;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds canaries that are answered significantly worse than in the reference or in the last good rounds, by {@value #MIN_EFFECT}
 * standard deviations or more: fewer are correct, or their total reward is lower. Their questions never change, so the prompts are
 * not the cause.
 */
final class PolicyDrift implements Rule {
    private static final double MIN_EFFECT = 0.3;
    private static final List<Component> COMPONENTS = List.of(Component.CORRECTNESS, Component.REWARD_TOTAL);

    @Override
    public Finding finding() {
        return Finding.POLICY_DRIFT;
    }

    @Override
    public Optional<String> suspicion(Look context) {
        return COMPONENTS.stream()
                .filter(component ->
                        isWorse(context.againstReference(component)) || isWorse(context.againstBaseline(component)))
                .findFirst()
                .map(component -> String.format(
                        Locale.ROOT,
                        "%s of the canaries fell to %+.3f, from %+.3f in the first round and %+.3f in the last good ones",
                        component.spelling(),
                        context.mean(component),
                        context.referenceMean(component),
                        context.baseline().moments(component).mean()));
    }

    private static boolean isWorse(MeanTest test) {
        return test.effect() <= -MIN_EFFECT && test.isFall();
    }
}
