package dev.factstream.learner.ledger;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.ReadableRecords;
import dev.factstream.runtime.kafka.StartOffsets;
import dev.factstream.runtime.kafka.TopicScanner;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.RecordKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Reads the committed ledger records of a run, oldest first; the last one defines its state. No record is missed that was
 * committed before a call: each call waits for the transactions that are open at its begin, as a learner's last commit can lie behind
 * them. Records are passed on and not kept, except by {@link #records}. Records that cannot be decoded are skipped and logged.
 * Thread-safe.
 */
public final class LedgerReader {

    private final TopicScanner scan;
    private final TopicNames names;

    public LedgerReader(KafkaClients clients, TopicNames names) {
        scan = TopicScanner.waitingForTransactions(clients);
        this.names = names;
    }

    /** A ledger record and its offset on the topic, which has one partition. */
    public record Entry(long offset, LedgerRecord record) {}

    /** The ids of all runs that have a record; the records are not decoded. */
    public SortedSet<String> runs() {
        SortedSet<String> runs = new TreeSet<>();
        scan.read(names.trainingLedger(), raw -> {
            if (raw.key() != null) {
                runs.add(RecordKeys.text(raw.key()));
            }
        });
        return runs;
    }

    /** Passes the records of one run to {@code reader}; none if the run has not started. Those of other runs are not decoded. */
    public void read(String runId, Consumer<Entry> reader) {
        read(runId, StartOffsets.beginning(), reader);
    }

    /**
     * Passes the records of one run from {@code start} on. Their settings are missing if the record that has them is before
     * {@code start}.
     */
    public void read(String runId, StartOffsets start, Consumer<Entry> reader) {
        ReadableRecords<LedgerRecord> readable = new ReadableRecords<>(Codecs.LEDGER);
        AtomicReference<LedgerRecord> last = new AtomicReference<>();
        scan.read(names.trainingLedger(), start, raw -> {
            if (raw.key() == null || RecordKeys.text(raw.key()).equals(runId)) {
                readable.decode(raw)
                        .filter(record -> record.runId().equals(runId))
                        .map(record -> record.withSettingsAfter(last.get()))
                        .ifPresent(record -> {
                            last.set(record.withoutDetails());
                            reader.accept(new Entry(raw.offset(), record));
                        });
            }
        });
    }

    /**
     * All records of a run. It needs memory for each of them, so it is for runs whose length is known: those of experiments and
     * tests.
     */
    public List<LedgerRecord> records(String runId) {
        List<LedgerRecord> records = new ArrayList<>();
        read(runId, entry -> records.add(entry.record()));
        return records;
    }
}
