package dev.factstream.lab.stream;

import java.time.Duration;

/** An estimate of the remaining time from the mean time per step. */
public record RemainingTime(Duration perStep, int steps) {
    /** Formats the time, for example {@code 2 min 5 s}. */
    @Override
    public String toString() {
        long seconds = perStep.multipliedBy(steps).toSeconds();
        return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }
}
