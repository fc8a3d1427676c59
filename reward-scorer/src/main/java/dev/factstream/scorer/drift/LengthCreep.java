package dev.factstream.scorer.drift;

import java.util.Locale;
import java.util.Optional;

/** Answers are longer than those of the reference, or of the last good windows, by a quarter or more, significantly. */
final class LengthCreep implements Rule {
    private static final double LEAST_RATIO = 1.25;

    @Override
    public Finding finding() {
        return Finding.LENGTH_CREEP;
    }

    @Override
    public Optional<String> suspicion(Look look) {
        double now = look.mean(Component.LENGTH);
        double first = look.referenceMean(Component.LENGTH);
        double before = look.baseline().moments(Component.LENGTH).mean();
        boolean sinceFirst = now >= LEAST_RATIO * first
                && look.againstReference(Component.LENGTH).isRise();
        boolean lately = now >= LEAST_RATIO * before
                && look.againstBaseline(Component.LENGTH).isRise();
        if (!sinceFirst && !lately) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "answers have %.1f tokens; at first %.1f, in the last good windows %.1f",
                now,
                first,
                before));
    }
}
