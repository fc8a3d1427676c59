package dev.factstream.drift.rules;

import dev.factstream.drift.window.DriftComponent;
import dev.factstream.drift.window.FindingType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds canaries that are answered significantly worse than in the reference or in the last good rounds, by {@value #MIN_EFFECT}
 * standard deviations or more: fewer are correct, or their total reward is lower. Their questions never change, so the prompts are
 * not the cause.
 */
final class PolicyDrift implements DriftRule {
    private static final double MIN_EFFECT = 0.3;
    private static final List<DriftComponent> COMPONENTS =
            List.of(DriftComponent.CORRECTNESS, DriftComponent.REWARD_TOTAL);

    @Override
    public FindingType finding() {
        return FindingType.POLICY_DRIFT;
    }

    @Override
    public Optional<String> suspicion(WindowContext context) {
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

    private static boolean isWorse(WelchStatistic test) {
        return test.effect() <= -MIN_EFFECT && test.isFall();
    }
}
