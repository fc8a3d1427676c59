package dev.factstream.evaluation.export;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.StartOffsets;
import dev.factstream.runtime.kafka.TopicFollower;
import dev.factstream.schemas.drift.DriftRecord;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.MalformedRecordException;
import dev.factstream.schemas.wire.RecordKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the ledger and the drift windows of a run and passes them to a sink: of each version the metrics of the record that created it,
 * and of each closed window its components. It keeps no records. Not thread-safe; close it.
 */
public final class MetricExport implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MetricExport.class);
    private static final Set<String> NO_VALUES = Set.of(DriftRecord.FINDINGS, DriftRecord.ACKNOWLEDGED);

    private final String runId;
    private final String ledger;
    private final MetricSink sink;
    private final TopicFollower follower;
    private int newest = -1;
    private long windows;

    /** @param sink is not closed */
    public MetricExport(KafkaClients clients, TopicNames names, String runId, MetricSink sink) {
        this.runId = runId;
        this.sink = sink;
        ledger = names.trainingLedger();
        follower = TopicFollower.open(
                clients.consumer("factstream-metric-export"), StartOffsets.beginning(), names.trainingLedger());
        follower.followIfPresent(names.rewardDrift(), StartOffsets.beginning());
    }

    /** Exports what the topics have now, or what was added since the last call. */
    public void readToEnd() throws IOException {
        try {
            follower.readToEnd(this::take);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        sink.flush();
    }

    /** Exports new records; waits at most {@code timeout} for one. */
    public void poll(Duration timeout) throws IOException {
        try {
            if (follower.poll(timeout, this::take) > 0) {
                sink.flush();
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> raw) {
        try {
            if (raw.topic().equals(ledger)) {
                if (raw.key() == null || RecordKeys.text(raw.key()).equals(runId)) {
                    take(Codecs.LEDGER.decode(raw.value()));
                }
            } else if (raw.value() != null) {
                take(Codecs.DRIFT.decode(raw.value()));
            }
        } catch (MalformedRecordException e) {
            LOG.warn("Skipped {}-{}@{}: {}", raw.topic(), raw.partition(), raw.offset(), e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take(LedgerRecord record) throws IOException {
        if (record.runId().equals(runId) && record.version() > newest) {
            newest = record.version();
            sink.write(record);
        }
    }

    private void take(DriftRecord record) throws IOException {
        boolean ofRun = record.stream().equals(runId) || record.stream().startsWith(runId + "@");
        if (ofRun && record.closed() && !NO_VALUES.contains(record.component())) {
            windows++;
            sink.write("drift" + record.stream().substring(runId.length()) + "." + record.component(), record);
        }
    }

    /** Returns the newest version that was exported; -1 before the first. */
    public int newest() {
        return newest;
    }

    /** Returns the number of exported components of drift windows. */
    public long windows() {
        return windows;
    }

    @Override
    public void close() {
        follower.close();
    }
}
