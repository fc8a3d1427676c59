package dev.factstream.learner.guard;

import dev.factstream.learner.batch.Arrival;
import dev.factstream.schemas.deadletter.BuriedRecord;
import dev.factstream.schemas.deadletter.DeadLetter;
import dev.factstream.schemas.deadletter.SourceRecord;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.Keys;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Turns refused rollouts into dead letters, each with its source coordinates and the reason. The ledger lists their
 * tickets as dropped, and the ticket balance counts them so. Thread-safe.
 */
public final class Quarantine {

    private static final String STAGE = "learner";

    private final TopicNames names;

    public Quarantine(TopicNames names) {
        this.names = names;
    }

    /** The dead letter of one rollout. */
    public ProducerRecord<byte[], byte[]> toDeadLetter(Arrival arrival, String reason) {
        Rollout rollout = arrival.scored().rollout();
        DeadLetter why =
                new DeadLetter(STAGE, reason, Optional.of(rollout.ticketId()), Optional.of(rollout.rolloutId()));
        SourceRecord source = new SourceRecord(
                arrival.source().topic(),
                arrival.source().partition(),
                arrival.offset(),
                Keys.bytes(rollout.question().promptId()),
                Codecs.SCORED.encode(arrival.scored()),
                new RecordHeaders());
        BuriedRecord buried = BuriedRecord.of(source, why);
        return new ProducerRecord<>(names.deadLetters(), null, buried.key(), buried.value(), buried.headers());
    }
}
