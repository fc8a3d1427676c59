package dev.factstream.console.stream;

import java.time.Duration;

/** A guess of how long the remaining steps take, from those done. */
public record TimeLeft(Duration perStep, int steps) {
    /** For example {@code 2 min 5 s}; nothing more precise than it deserves. */
    @Override
    public String toString() {
        long seconds = perStep.multipliedBy(steps).toSeconds();
        return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }
}
