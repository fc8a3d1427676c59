package dev.factstream.dashboard;

import java.util.Set;

/**
 * The dashboard's view of the cluster.
 *
 * @param broker the newest lags
 * @param missing topics that do not exist yet
 * @param behind records not read yet
 */
record ClusterStatus(LagMonitor.LagSnapshot broker, Set<String> missing, long behind) {
    /** A running stream is always a few records ahead. */
    private static final long CAUGHT_UP = 200;

    /** Returns whether the dashboard has read up to the present. */
    boolean caughtUp() {
        return missing.isEmpty() && behind <= CAUGHT_UP;
    }
}
