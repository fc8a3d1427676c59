package dev.factstream.learner.checkpoint;

import dev.factstream.runtime.settings.Setting;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Rules for the checkpoints that stay on the disk.
 *
 * @param newest number of newest versions that stay
 * @param every versions divisible by this number stay too, so that a replay can start near any version; 0 for none
 * @param whenFull reaction to a disk without space for the next checkpoint
 */
public record CheckpointRetention(
        @Setting(
                key = "learner.checkpoints.kept",
                defaultValue = "3",
                min = 1,
                doc = "Number of newest checkpoints that are kept on the disk.")
        int newest,

        @Setting(
                key = "learner.checkpoints.every",
                defaultValue = "10",
                min = 0,
                doc =
                        "Also keep the checkpoint of every version divisible by this number, as a starting point for replays; 0"
                                + " for none.")
        int every,

        @Setting(
                key = "learner.disk.full",
                defaultValue = "stop",
                doc = "Reaction to a disk without space for a checkpoint: stop the learner, or wait for space.")
        DiskFullAction whenFull) {

    /**
     * The names that stay. A version has several checkpoints if more tickets were issued at it; only the last one
     * stays. The newest name stays whatever its form, since a run cannot resume without it.
     * Names of another form stay too, since nothing is known about them.
     *
     * @param named names in the ledger, oldest record first; the result is empty only if there are none
     */
    public Set<String> kept(Collection<String> named) {
        TreeMap<Integer, String> last = new TreeMap<>();
        Set<String> kept = new LinkedHashSet<>();
        String newestName = null;
        for (String name : named) {
            CheckpointName.parse(name).ifPresentOrElse(parts -> last.put(parts.version(), name), () -> kept.add(name));
            newestName = name;
        }
        if (newestName != null) {
            kept.add(newestName);
        }
        last.descendingMap().values().stream().limit(newest).forEach(kept::add);
        for (Map.Entry<Integer, String> version : last.entrySet()) {
            if (every > 0 && version.getKey() % every == 0) {
                kept.add(version.getValue());
            }
        }
        return kept;
    }
}
