package dev.factstream.scorer.drift;

import java.util.Locale;
import java.util.Optional;

/**
 * A new version has the weights of the one before it, or actors say that they run a version and have other weights than were
 * published under it: in either case the policy does not change when it says so.
 */
final class NoOpWeights implements Rule {
    private static final double MOST_CONTRADICTING = 0.1;

    @Override
    public Finding finding() {
        return Finding.NO_OP_WEIGHTS;
    }

    @Override
    public Optional<String> suspicion(Look look) {
        int version = look.window().lastVersion();
        if (look.published().isUnchanged(version)) {
            return Optional.of("version " + version + " has the weights of the version before it");
        }
        double share = look.window().contradictingShare();
        return share <= MOST_CONTRADICTING
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "%.0f %% of the answers come from other weights than were published under their version",
                        100 * share));
    }
}
