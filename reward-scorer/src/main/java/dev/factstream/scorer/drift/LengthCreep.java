package dev.factstream.scorer.drift;

import java.util.Locale;
import java.util.Optional;

/** Finds answers that are significantly longer, by a quarter or more, than those of the reference or of the last good windows. */
final class LengthCreep implements Rule {
    private static final double MIN_RATIO = 1.25;

    @Override
    public Finding finding() {
        return Finding.LENGTH_CREEP;
    }

    @Override
    public Optional<String> suspicion(Look context) {
        double now = context.mean(Component.LENGTH);
        double first = context.referenceMean(Component.LENGTH);
        double before = context.baseline().moments(Component.LENGTH).mean();
        boolean sinceFirst = now >= MIN_RATIO * first
                && context.againstReference(Component.LENGTH).isRise();
        boolean lately = now >= MIN_RATIO * before
                && context.againstBaseline(Component.LENGTH).isRise();
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
