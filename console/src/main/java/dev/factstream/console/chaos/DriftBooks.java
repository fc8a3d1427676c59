package dev.factstream.console.chaos;

/**
 * Whether a drift application has counted every scored rollout once.
 *
 * @param published on the topic
 * @param counted in all windows, the open one included
 * @param windows how many there are
 */
record DriftBooks(long published, long counted, int windows) {
    boolean balanced() {
        return published == counted;
    }

    @Override
    public String toString() {
        return "scored rollouts published " + published + ", counted " + counted + " in " + windows + " windows";
    }
}
