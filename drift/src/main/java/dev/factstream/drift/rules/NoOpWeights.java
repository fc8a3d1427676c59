package dev.factstream.drift.rules;

import dev.factstream.drift.window.FindingType;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds policies that do not change although their version does: a new version has the weights of the one before it, or actors that
 * report a version have other weights than were published under it.
 */
final class NoOpWeights implements DriftRule {
    private static final double MAX_MISMATCH_SHARE = 0.1;

    @Override
    public FindingType finding() {
        return FindingType.NO_OP_WEIGHTS;
    }

    @Override
    public Optional<String> suspicion(WindowContext context) {
        int version = context.window().lastVersion();
        if (context.published().isUnchanged(version)) {
            return Optional.of("version " + version + " has the weights of the version before it");
        }
        double share = context.window().hashMismatchShare();
        return share <= MAX_MISMATCH_SHARE
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "%.0f %% of the answers come from other weights than those published under their version",
                        100 * share));
    }
}
