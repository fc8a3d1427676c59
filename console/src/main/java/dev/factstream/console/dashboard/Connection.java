package dev.factstream.console.dashboard;

import java.util.Set;

/**
 * How the dashboard stands to the cluster.
 *
 * @param broker what it said last
 * @param missing topics that do not exist yet
 * @param behind records that are there and not read yet
 */
record Connection(Lags.Answer broker, Set<String> missing, long behind) {
    /** A stream at work is always a few records ahead. */
    private static final long CAUGHT_UP = 200;

    /** Whether what is known is the present, and not some past that is being read. */
    boolean caughtUp() {
        return missing.isEmpty() && behind <= CAUGHT_UP;
    }
}
