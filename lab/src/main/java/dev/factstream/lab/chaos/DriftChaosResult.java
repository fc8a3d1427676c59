package dev.factstream.lab.chaos;

/**
 * The scored rollouts that a drift application counted, compared with those published.
 *
 * @param published scored rollouts on the topic
 * @param counted rollouts in all windows, the open one included
 * @param windows number of windows
 */
public record DriftChaosResult(long published, long counted, int windows) implements ChaosResult {
    @Override
    public boolean passed() {
        return published == counted;
    }

    @Override
    public String toString() {
        return "scored rollouts published " + published + ", counted " + counted + " in " + windows + " windows";
    }
}
