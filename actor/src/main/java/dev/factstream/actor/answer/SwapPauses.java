package dev.factstream.actor.answer;

import java.util.Locale;

/**
 * How often weights were exchanged while sequences were running, and how long these waited.
 *
 * @param swaps exchanges in mid-sequence; those that found nothing running are not counted
 * @param seconds of all pauses together
 * @param longestSeconds the longest pause
 */
public record SwapPauses(long swaps, double seconds, double longestSeconds) {
    /** Before the first. */
    public static final SwapPauses NONE = new SwapPauses(0, 0, 0);

    /** With one more. */
    SwapPauses and(double pauseSeconds) {
        return new SwapPauses(swaps + 1, seconds + pauseSeconds, Math.max(longestSeconds, pauseSeconds));
    }

    /** Of two actors together. */
    public SwapPauses and(SwapPauses other) {
        return new SwapPauses(
                swaps + other.swaps, seconds + other.seconds, Math.max(longestSeconds, other.longestSeconds));
    }

    /** For people. */
    @Override
    public String toString() {
        if (swaps == 0) {
            return "weights exchanged in mid-sequence: never";
        }
        return String.format(
                Locale.ROOT,
                "weights exchanged in mid-sequence %d times, generation paused for %.1f ms on average, %.1f ms at most",
                swaps,
                1e3 * seconds / swaps,
                1e3 * longestSeconds);
    }
}
