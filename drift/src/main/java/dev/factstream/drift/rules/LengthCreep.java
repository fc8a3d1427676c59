package dev.factstream.drift.rules;

import dev.factstream.drift.window.DriftComponent;
import dev.factstream.drift.window.FindingType;
import java.util.Locale;
import java.util.Optional;

/** Finds answers that are significantly longer, by a quarter or more, than those of the reference or of the last good windows. */
final class LengthCreep implements DriftRule {
    private static final double MIN_RATIO = 1.25;

    @Override
    public FindingType finding() {
        return FindingType.LENGTH_CREEP;
    }

    @Override
    public Optional<String> suspicion(WindowContext context) {
        double now = context.mean(DriftComponent.LENGTH);
        double first = context.referenceMean(DriftComponent.LENGTH);
        double before = context.baseline().moments(DriftComponent.LENGTH).mean();
        boolean sinceFirst = now >= MIN_RATIO * first
                && context.againstReference(DriftComponent.LENGTH).isRise();
        boolean lately = now >= MIN_RATIO * before
                && context.againstBaseline(DriftComponent.LENGTH).isRise();
        if (!sinceFirst && !lately) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "answers have %.1f tokens; %.1f in the reference, %.1f in the last good windows",
                now,
                first,
                before));
    }
}
