package dev.factstream.console.quickstart;

import dev.factstream.console.role.VersionSummary;
import dev.factstream.learner.VersionReport;
import java.util.Locale;

/**
 * One line about a policy version.
 *
 * @param report of the version
 * @param target the last version of this call
 * @param seconds since the version before
 * @param actorTokensPerSecond of all actors together, since the version before
 * @param left until the target
 */
record VersionLine(VersionReport report, int target, double seconds, double actorTokensPerSecond, TimeLeft left) {
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "version %d/%d  %s  actors %.0f tok/s  %.1f s%s  %s left",
                report.version(),
                target,
                VersionSummary.of(report),
                actorTokensPerSecond,
                seconds,
                report.drops() == 0 ? "" : "  dropped " + report.drops(),
                left);
    }
}
