package dev.factstream.scorer.drift;

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

/** Makes notes of the records of a topic. What cannot be read is left out and said: the learner writes the dead letter. */
final class ToNotes extends ContextualProcessor<byte[], byte[], String, byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(ToNotes.class);

    private final BiFunction<byte[], KnownFacts, KeyValue<String, byte[]>> reader;
    private KnownFacts facts;

    private ToNotes(BiFunction<byte[], KnownFacts, KeyValue<String, byte[]>> reader) {
        this.reader = reader;
    }

    /** Of scored rollouts, under their stream. */
    static ToNotes ofRollouts() {
        return new ToNotes((value, facts) -> {
            ScoredRollout scored = Codecs.SCORED.decode(value);
            Observation rollout =
                    Observation.of(scored, facts.of(scored.rollout().question().promptId()));
            return KeyValue.pair(rollout.stream(), Note.of(rollout));
        });
    }

    /** Of ledger records, under their run. */
    static ToNotes ofVersions() {
        return new ToNotes((value, facts) -> {
            LedgerRecord version = Codecs.LEDGER.decode(value);
            return KeyValue.pair(version.runId(), Note.of(version));
        });
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        super.init(context);
        facts = new KnownFacts(context.getStateStore(DriftTopology.FACTS_STORE));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        try {
            KeyValue<String, byte[]> note = reader.apply(record.value(), facts);
            context().forward(new Record<>(note.key, note.value, record.timestamp()));
        } catch (MalformedRecordException e) {
            LOG.warn(
                    "Left out {}: {}",
                    context()
                            .recordMetadata()
                            .map(at -> at.topic() + "-" + at.partition() + "@" + at.offset())
                            .orElse("a record"),
                    e.getMessage());
        }
    }
}
