package dev.factstream.learner.ledger;

import dev.factstream.schemas.ledger.LedgerRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The ledger of a run by version. Immutable. */
public final class VersionHistory {

    private final NavigableMap<Integer, List<LedgerRecord>> versions = new TreeMap<>();

    /** @param records of one run, oldest first, at least one */
    public VersionHistory(List<LedgerRecord> records) {
        if (records.isEmpty()) {
            throw new IllegalArgumentException("a run without ledger records has no history");
        }
        records.forEach(record -> versions.computeIfAbsent(record.version(), version -> new ArrayList<>())
                .add(record));
    }

    /** The version that the run began with: 0, or 1 where an adapter was given to begin from. */
    public int first() {
        return versions.firstKey();
    }

    /** The newest version. */
    public int newest() {
        return versions.lastKey();
    }

    /** Whether the run has made, or begun with, that version. */
    public boolean has(int version) {
        return versions.containsKey(version);
    }

    /** The record that made a version; later ones of the same version only issued more tickets. */
    public LedgerRecord made(int version) {
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
     * The version whose weights a version was made from: the one before it, or for a rollback the one it took up again.
     *
     * @param version not the {@link #first()}
     */
    public int parent(int version) {
        return made(version).rolledBackTo().orElse(version - 1);
    }

    /** Whether a version is an older one taken up again. */
    public boolean rollback(int version) {
        return made(version).rolledBackTo().isPresent();
    }
}
