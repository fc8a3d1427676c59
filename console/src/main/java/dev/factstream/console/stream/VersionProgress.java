package dev.factstream.console.stream;

import dev.factstream.console.role.VersionSummary;
import dev.factstream.learner.VersionReport;
import java.util.Locale;

/**
 * A policy version and what its stream knows of it beside the learner's report.
 *
 * @param report of the learner
 * @param target the last version of this call
 * @param seconds since the version before
 * @param actorTokensPerSecond of all actors together, since the version before
 */
public record VersionProgress(VersionReport report, int target, double seconds, double actorTokensPerSecond) {
    /** Everything on one line. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "version %d/%d  %s  actors %.0f tok/s  %.1f s%s",
                report.version(),
                target,
                VersionSummary.of(report),
                actorTokensPerSecond,
                seconds,
                report.dropped() == 0 ? "" : "  dropped " + report.dropped());
    }
}
