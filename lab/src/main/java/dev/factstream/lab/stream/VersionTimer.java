package dev.factstream.lab.stream;

import dev.factstream.actor.service.ActorRole;
import dev.factstream.learner.VersionReport;
import java.util.List;

/** Measures the time and the actors' tokens between two versions. For the learner's thread only. */
final class VersionTimer {
    private final List<ActorRole> actors;
    private final int target;
    private long lastNanos = System.nanoTime();
    private long lastTokens;

    /** @param target the last version */
    VersionTimer(List<ActorRole> actors, int target) {
        this.actors = List.copyOf(actors);
        this.target = target;
    }

    VersionProgress tick(VersionReport report) {
        long now = System.nanoTime();
        long tokens =
                actors.stream().mapToLong(actor -> actor.status().tokens()).sum();
        double seconds = Math.max(1e-3, (now - lastNanos) / 1e9);
        VersionProgress progress = new VersionProgress(report, target, seconds, (tokens - lastTokens) / seconds);
        lastNanos = now;
        lastTokens = tokens;
        return progress;
    }
}
