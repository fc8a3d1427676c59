package dev.factstream.drift.rules;

import dev.factstream.drift.window.DriftComponent;
import dev.factstream.drift.window.FindingType;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds an entropy that is significantly below {@value #MAX_RATIO} of that of the last good windows and of their trend. The
 * entropy falls while a policy learns, but not so fast. The gain in reward does not matter.
 */
final class SuddenEntropyCollapse implements DriftRule {
    private static final double MAX_RATIO = 0.6;

    @Override
    public FindingType finding() {
        return FindingType.ENTROPY_COLLAPSE;
    }

    @Override
    public Optional<String> suspicion(WindowContext context) {
        double before = context.baseline().moments(DriftComponent.ENTROPY).mean();
        double expected = Math.min(before, context.expected(DriftComponent.ENTROPY));
        double now = context.mean(DriftComponent.ENTROPY);
        if (now > MAX_RATIO * expected
                || !context.againstBaseline(DriftComponent.ENTROPY).isFall()) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT, "the entropy fell from %.4f to %.4f nats per token within a few windows", before, now));
    }
}
