package dev.factstream.scorer.drift;

import java.util.Locale;
import java.util.Optional;

/** Answers are longer than those of the reference by a quarter or more, significantly. */
final class LengthCreep implements Rule {
    private static final double LEAST_RATIO = 1.25;

    @Override
    public Finding finding() {
        return Finding.LENGTH_CREEP;
    }

    @Override
    public Optional<String> suspicion(Look look) {
        double before = look.referenceMean(Component.LENGTH);
        double now = look.mean(Component.LENGTH);
        MeanTest test = look.againstReference(Component.LENGTH);
        if (now < LEAST_RATIO * before || !Look.isSignificant(test.probability())) {
            return Optional.empty();
        }
        return Optional.of(String.format(Locale.ROOT, "answers have %.1f tokens instead of %.1f", now, before));
    }
}
