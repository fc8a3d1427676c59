package dev.factstream.learner.checkpoint;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which checkpoints stay on the disk.
 *
 * @param newest so many of the newest versions
 * @param every besides them each version that this divides, so that a replay need not begin far away; 0 for none
 * @param whenFull what to do where there is no room for the next one
 */
public record CheckpointPolicy(int newest, int every, WhenFull whenFull) {

    public CheckpointPolicy {
        if (newest < 1 || every < 0) {
            throw new IllegalArgumentException(
                    "keep at least one checkpoint, and every k-th with k >= 0, not " + newest + " and every " + every);
        }
    }

    /**
     * The names that stay. Of a version that has several, after more tickets were issued at it, the last one stands for
     * all.
     *
     * @param named by the ledger, oldest record first
     */
    public Set<String> kept(Collection<String> named) {
        TreeMap<Integer, String> last = new TreeMap<>();
        for (String name : named) {
            CheckpointName.parse(name).ifPresent(parts -> last.put(parts.version(), name));
        }
        Set<String> kept = new LinkedHashSet<>();
        last.descendingMap().values().stream().limit(newest).forEach(kept::add);
        for (Map.Entry<Integer, String> version : last.entrySet()) {
            if (every > 0 && version.getKey() % every == 0) {
                kept.add(version.getValue());
            }
        }
        return kept;
    }
}
