package dev.factstream.learner.ledger;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.RecordLookup;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongFunction;

/**
 * The ledger of a run by version. It keeps a summary of each record, without inputs, drops and metrics: below 1 KB, and the settings
 * once for all records that share them. The whole records are read from the topic when they are asked for. Not thread-safe.
 */
public final class VersionHistory {

    private final NavigableMap<Integer, List<LedgerReader.Entry>> versions = new TreeMap<>();
    private final LongFunction<LedgerRecord> whole;

    private VersionHistory(LongFunction<LedgerRecord> whole) {
        this.whole = whole;
    }

    /**
     * Reads the ledger of a run.
     *
     * @throws IllegalArgumentException if it has no record
     */
    public static VersionHistory read(KafkaClients clients, TopicNames names, String runId) {
        VersionHistory history = new VersionHistory(offset -> read(clients, names, offset));
        Map<Map<String, String>, Map<String, String>> shared = new HashMap<>(); // as many as the settings were changed
        new LedgerReader(clients, names)
                .read(
                        runId,
                        entry -> history.add(new LedgerReader.Entry(
                                entry.offset(),
                                entry.record()
                                        .withoutDetails()
                                        .withSettings(shared.computeIfAbsent(
                                                entry.record().settings(), settings -> settings)))));
        if (history.versions.isEmpty()) {
            throw new IllegalArgumentException("the ledger has no run " + runId);
        }
        return history;
    }

    private static LedgerRecord read(KafkaClients clients, TopicNames names, long offset) {
        List<LedgerRecord> found = new ArrayList<>();
        try (RecordLookup lookup = new RecordLookup(clients.scanner("factstream-history"), names.trainingLedger())) {
            lookup.read(0, List.of(offset), raw -> found.add(Codecs.LEDGER.decode(raw.value())), (at, e) -> {
                throw e;
            });
        }
        if (found.isEmpty()) {
            throw new IllegalStateException(
                    "the record at " + names.trainingLedger() + "-0@" + offset + " no longer exists");
        }
        return found.get(0);
    }

    private void add(LedgerReader.Entry entry) {
        versions.computeIfAbsent(entry.record().version(), version -> new ArrayList<>())
                .add(entry);
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

    /** The whole record that created a version; later records of the same version only issued more tickets. */
    public LedgerRecord recordOf(int version) {
        return whole(entries(version).get(0));
    }

    /** The record that created a version, without inputs, drops and metrics; needs no access to the topic. */
    public LedgerRecord summaryOf(int version) {
        return entries(version).get(0).record();
    }

    /** All whole records of a version, oldest first. */
    public List<LedgerRecord> records(int version) {
        return entries(version).stream().map(this::whole).toList();
    }

    /** All records of a version, oldest first, without inputs, drops and metrics; needs no access to the topic. */
    public List<LedgerRecord> summaries(int version) {
        return entries(version).stream().map(LedgerReader.Entry::record).toList();
    }

    private LedgerRecord whole(LedgerReader.Entry entry) {
        return whole.apply(entry.offset()).withSettings(entry.record().settings());
    }

    private List<LedgerReader.Entry> entries(int version) {
        if (!has(version)) {
            throw new IllegalArgumentException(
                    "the ledger has versions " + first() + " to " + newest() + ", not " + version);
        }
        return versions.get(version);
    }

    /**
     * The version whose weights a version was made from: the version before it or, for a rollback, the restored one.
     *
     * @param version any version but {@link #first()}
     */
    public int parent(int version) {
        return summaryOf(version).rolledBackTo().orElse(version - 1);
    }

    /** Whether a rollback made this version. */
    public boolean isRollback(int version) {
        return summaryOf(version).rolledBackTo().isPresent();
    }
}
