package dev.factstream.learner.ledger;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.ReadableRecords;
import dev.factstream.runtime.kafka.TopicScanner;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the committed ledger records of a run, oldest first; the last one defines the state of the run. Thread-safe.
 */
public final class LedgerReader {

    private final TopicScanner scan;
    private final TopicNames names;

    public LedgerReader(KafkaClients clients, TopicNames names) {
        this.scan = new TopicScanner(clients);
        this.names = names;
    }

    /** All records of {@code runId}; empty if the run has not started. */
    public List<LedgerRecord> records(String runId) {
        return records().stream().filter(record -> record.runId().equals(runId)).toList();
    }

    /** The records of all runs; the records of each run are in order. Records that cannot be decoded are skipped and logged. */
    public List<LedgerRecord> records() {
        List<LedgerRecord> records = new ArrayList<>();
        ReadableRecords<LedgerRecord> readable = new ReadableRecords<>(Codecs.LEDGER);
        scan.read(names.trainingLedger(), raw -> readable.decode(raw).ifPresent(records::add));
        return records;
    }
}
