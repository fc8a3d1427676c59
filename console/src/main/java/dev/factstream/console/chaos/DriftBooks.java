package dev.factstream.console.chaos;

/**
 * The scored rollouts that a drift application counted, compared with those published.
 *
 * @param published scored rollouts on the topic
 * @param counted rollouts in all windows, the open one included
 * @param windows number of windows
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
