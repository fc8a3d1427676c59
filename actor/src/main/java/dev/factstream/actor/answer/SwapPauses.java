package dev.factstream.actor.answer;

import java.util.Locale;

/**
 * The number of weight swaps while sequences were running, and the duration of the pauses.
 *
 * @param swaps weight swaps in mid-sequence; swaps without running sequences are not counted
 * @param seconds total duration of all pauses
 * @param longestSeconds duration of the longest pause
 */
public record SwapPauses(long swaps, double seconds, double longestSeconds) {
    /** No swap yet. */
    public static final SwapPauses NONE = new SwapPauses(0, 0, 0);

    /** Adds one pause. */
    SwapPauses plus(double pauseSeconds) {
        return new SwapPauses(swaps + 1, seconds + pauseSeconds, Math.max(longestSeconds, pauseSeconds));
    }

    /** Adds the pauses of another actor. */
    public SwapPauses plus(SwapPauses other) {
        return new SwapPauses(
                swaps + other.swaps, seconds + other.seconds, Math.max(longestSeconds, other.longestSeconds));
    }

    /** Returns a summary for the user. */
    @Override
    public String toString() {
        if (swaps == 0) {
            return "weights swapped in mid-sequence: never";
        }
        return String.format(
                Locale.ROOT,
                "weights swapped in mid-sequence %d times, generation paused for %.1f ms on average, %.1f ms at most",
                swaps,
                1e3 * seconds / swaps,
                1e3 * longestSeconds);
    }
}
