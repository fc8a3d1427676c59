package dev.factstream.drift.stream;

import dev.factstream.drift.window.Observation;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.MalformedRecordException;
import java.util.function.BiFunction;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Maps the records of a topic to inputs of the drift application. Records that cannot be decoded are skipped, counted and logged; the
 * learner writes the dead letter.
 */
final class DriftInputMapper extends ContextualProcessor<byte[], byte[], String, byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(DriftInputMapper.class);

    private final BiFunction<byte[], FactsLookup, KeyValue<String, byte[]>> reader;
    private final DriftGauges gauges;
    private FactsLookup facts;

    private DriftInputMapper(DriftGauges gauges, BiFunction<byte[], FactsLookup, KeyValue<String, byte[]>> reader) {
        this.gauges = gauges;
        this.reader = reader;
    }

    /** Maps scored rollouts; the key is their stream. */
    static DriftInputMapper ofRollouts(DriftGauges gauges) {
        return new DriftInputMapper(gauges, (value, facts) -> {
            ScoredRollout scored = Codecs.SCORED.decode(value);
            Observation rollout =
                    Observation.of(scored, facts.of(scored.rollout().question().promptId()));
            return KeyValue.pair(rollout.stream(), DriftInputCodec.of(rollout));
        });
    }

    /** Maps ledger records; the key is their run. */
    static DriftInputMapper ofVersions(DriftGauges gauges) {
        return new DriftInputMapper(gauges, (value, facts) -> {
            LedgerRecord version = Codecs.LEDGER.decode(value);
            return KeyValue.pair(version.runId(), DriftInputCodec.of(version));
        });
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        super.init(context);
        facts = new FactsLookup(context.getStateStore(DriftTopology.FACTS_STORE));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        try {
            KeyValue<String, byte[]> input = reader.apply(record.value(), facts);
            context().forward(new Record<>(input.key, input.value, record.timestamp()));
        } catch (MalformedRecordException e) {
            gauges.countSkipped();
            LOG.warn(
                    "Skipped {}: {}",
                    context()
                            .recordMetadata()
                            .map(at -> at.topic() + "-" + at.partition() + "@" + at.offset())
                            .orElse("a record"),
                    e.getMessage());
        }
    }
}
