package dev.factstream.scorer.drift;

import java.util.Locale;
import java.util.Optional;

/**
 * The entropy is less than {@value #MOST_RATIO} of that of the last good windows, significantly, and of what it would be had they gone
 * on as they went. It falls while a policy learns, but not so fast. What is gained by it does not matter.
 */
final class SuddenEntropyCollapse implements Rule {
    private static final double MOST_RATIO = 0.6;

    @Override
    public Finding finding() {
        return Finding.ENTROPY_COLLAPSE;
    }

    @Override
    public Optional<String> suspicion(Look look) {
        double before = look.baseline().moments(Component.ENTROPY).mean();
        double expected = Math.min(before, look.expected(Component.ENTROPY));
        double now = look.mean(Component.ENTROPY);
        if (now > MOST_RATIO * expected
                || !look.againstBaseline(Component.ENTROPY).isFall()) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT, "the entropy fell from %.4f to %.4f nats a token within a few windows", before, now));
    }
}
