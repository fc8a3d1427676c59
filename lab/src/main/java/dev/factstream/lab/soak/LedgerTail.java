package dev.factstream.lab.soak;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.StartOffsets;
import dev.factstream.runtime.kafka.TopicFollower;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Follows the ledger and counts the versions of each run. It keeps one number per run. Not thread-safe; close it. */
final class LedgerTail implements AutoCloseable {
    private final TopicFollower ledger;
    private final Map<String, Integer> versions = new TreeMap<>();

    LedgerTail(KafkaClients clients, TopicNames names) {
        ledger = TopicFollower.open(
                clients.consumer("factstream-soak-ledger"), StartOffsets.beginning(), names.trainingLedger());
    }

    /** Reads new records; waits at most {@code wait} if there are none. */
    void read(Duration wait) {
        ledger.poll(wait, raw -> {
            LedgerRecord record = Codecs.LEDGER.decode(raw.value());
            versions.put(record.runId(), record.version());
        });
    }

    /** The newest version of a run; 0 before the first. */
    int version(String runId) {
        return versions.getOrDefault(runId, 0);
    }

    /** The number of versions of all runs. */
    int versions() {
        return versions.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public void close() {
        ledger.close();
    }
}
