package dev.factstream.console.quickstart;

import dev.factstream.console.role.ActorRole;
import dev.factstream.learner.VersionReport;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/** Prints a line for every version, with what it knows beside the learner's report: time, and the actors' speed. */
final class ProgressReport {
    private final PrintWriter out;
    private final List<ActorRole> actors;
    private final int first;
    private final int target;
    private final long startNanos = System.nanoTime();
    private long lastNanos = startNanos;
    private long lastTokens;

    /**
     * @param first version at which this call began
     * @param target version at which it ends
     */
    ProgressReport(PrintWriter out, List<ActorRole> actors, int first, int target) {
        this.out = out;
        this.actors = actors;
        this.first = first;
        this.target = target;
    }

    /** Called on the learner's thread after each version. */
    synchronized void print(VersionReport report) {
        long now = System.nanoTime();
        long tokens =
                actors.stream().mapToLong(actor -> actor.status().tokens()).sum();
        double seconds = Math.max(1e-3, (now - lastNanos) / 1e9);
        Duration perStep = Duration.ofNanos((now - startNanos) / Math.max(1, report.version() - first));
        TimeLeft left = new TimeLeft(perStep, target - report.version());
        out.println(new VersionLine(report, target, seconds, (tokens - lastTokens) / seconds, left));
        out.flush();
        lastNanos = now;
        lastTokens = tokens;
    }
}
