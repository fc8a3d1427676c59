package dev.factstream.scorer.drift;

import java.util.Locale;
import java.util.Optional;

/** The entropy is less than half of the reference's, significantly. Learning lowers it too, but by less. */
final class EntropyCollapse implements Rule {
    private static final double MOST_RATIO = 0.5;

    @Override
    public Finding finding() {
        return Finding.ENTROPY_COLLAPSE;
    }

    @Override
    public Optional<String> suspicion(Look look) {
        double before = look.referenceMean(Component.ENTROPY);
        double now = look.mean(Component.ENTROPY);
        MeanTest test = look.againstReference(Component.ENTROPY);
        if (now > MOST_RATIO * before || test.z() >= 0 || !Look.isSignificant(test.probability())) {
            return Optional.empty();
        }
        return Optional.of(String.format(Locale.ROOT, "the entropy is %.4f nats a token instead of %.4f", now, before));
    }
}
