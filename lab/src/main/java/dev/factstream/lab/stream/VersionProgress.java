package dev.factstream.lab.stream;

import dev.factstream.learner.VersionReport;
import dev.factstream.learner.service.VersionSummary;
import java.util.Locale;

/**
 * A policy version with the measurements of its stream.
 *
 * @param report the learner's report
 * @param target the last version to make
 * @param seconds since the previous version
 * @param actorTokensPerSecond of all actors together, since the previous version
 */
public record VersionProgress(VersionReport report, int target, double seconds, double actorTokensPerSecond) {
    /** Formats the progress line. */
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
