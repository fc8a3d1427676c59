package dev.factstream.learner.ledger;

import dev.factstream.schemas.ledger.LedgerRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The ledger of a run by version. Immutable. */
public final class VersionHistory {

    private final NavigableMap<Integer, List<LedgerRecord>> versions = new TreeMap<>();

    /** @param records records of one run, oldest first, at least one */
    public VersionHistory(List<LedgerRecord> records) {
        if (records.isEmpty()) {
            throw new IllegalArgumentException("a run without ledger records has no history");
        }
        records.forEach(record -> versions.computeIfAbsent(record.version(), version -> new ArrayList<>())
                .add(record));
    }

    /** The first version of the run: 0, or 1 if the run started from an adapter. */
    public int first() {
        return versions.firstKey();
    }

    /** The newest version. */
    public int newest() {
        return versions.lastKey();
    }

    /** Whether the run has that version. */
    public boolean has(int version) {
        return versions.containsKey(version);
    }

    /** The record that created a version; later records of the same version only issued more tickets. */
    public LedgerRecord recordOf(int version) {
        return records(version).get(0);
    }

    /** All records of a version, oldest first. */
    public List<LedgerRecord> records(int version) {
        if (!has(version)) {
            throw new IllegalArgumentException(
                    "the ledger has versions " + first() + " to " + newest() + ", not " + version);
        }
        return List.copyOf(versions.get(version));
    }

    /**
     * The version whose weights a version was made from: the version before it or, for a rollback, the restored one.
     *
     * @param version any version but {@link #first()}
     */
    public int parent(int version) {
        return recordOf(version).rolledBackTo().orElse(version - 1);
    }

    /** Whether a rollback made this version. */
    public boolean isRollback(int version) {
        return recordOf(version).rolledBackTo().isPresent();
    }
}
