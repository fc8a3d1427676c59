package dev.factstream.learner.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Deletes the checkpoints that the retention no longer keeps. It knows the names of the kept versions only, so its size and its work
 * per version do not depend on the age of the run. Not thread-safe.
 */
public final class RetainedCheckpoints {

    private final CheckpointStore store;
    private final CheckpointRetention retention;
    private final TreeMap<Integer, List<String>> names = new TreeMap<>();

    /** Reads the names in {@code store} once; names of another form are not touched. */
    public RetainedCheckpoints(CheckpointStore store, CheckpointRetention retention) {
        this.store = store;
        this.retention = retention;
        store.names()
                .forEach(name -> CheckpointName.parse(name)
                        .ifPresent(parts -> names.computeIfAbsent(parts.version(), version -> new ArrayList<>())
                                .add(name)));
    }

    /** Deletes every checkpoint that the retention does not keep beside {@code newestVersion}; for a start. */
    public void sweep(int newestVersion) {
        List.copyOf(names.keySet()).stream()
                .filter(version -> !retention.keeps(version, newestVersion))
                .forEach(this::delete);
    }

    /** Adds the newest checkpoint; deletes earlier ones of its version, and the versions that stay no longer. */
    public void add(int version, String name) {
        delete(version);
        names.put(version, List.of(name));
        retention.leaving(version).forEach(this::delete);
    }

    private void delete(int version) {
        List<String> deleted = names.remove(version);
        if (deleted != null) {
            deleted.forEach(store::delete);
        }
    }
}
