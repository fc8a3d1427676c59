package dev.factstream.learner.checkpoint;

import dev.factstream.learner.ledger.VersionHistory;
import dev.factstream.schemas.ledger.LedgerRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The versions of a run that still have a checkpoint on this disk. It only reads; the checkpoints that it found may be
 * pruned at any time.
 */
public final class AvailableCheckpoints {

    private final Path root;
    private final NavigableMap<Integer, StoredCheckpoint> kept = new TreeMap<>();

    /** @param root the folder of the run's checkpoints; it need not exist */
    public AvailableCheckpoints(Path root, VersionHistory history) {
        this.root = root;
        Set<String> names = Files.isDirectory(root) ? Set.copyOf(new CheckpointStore(root).names()) : Set.of();
        for (int version = history.first(); version <= history.newest(); version++) {
            for (LedgerRecord record : history.summaries(version)) { // the newest record of a version wins
                if (names.contains(record.checkpointFolder())) {
                    kept.put(version, new StoredCheckpoint(record.checkpointFolder(), record.checkpointSha256()));
                }
            }
        }
    }

    /** Whether a version has a checkpoint, which may be damaged. */
    public boolean has(int version) {
        return kept.containsKey(version);
    }

    /** The versions that have a checkpoint, in order. */
    public List<Integer> versions() {
        return List.copyOf(kept.keySet());
    }

    /**
     * The folder of a version's checkpoint, if there is one.
     *
     * @throws LearnerCheckpointException if it is damaged
     */
    public Optional<Path> folder(int version) {
        return Optional.ofNullable(kept.get(version)).map(new CheckpointStore(root)::open);
    }
}
