package dev.factstream.learner.guard;

import dev.factstream.learner.batch.ArrivedRollout;
import dev.factstream.schemas.deadletter.DeadLetterCause;
import dev.factstream.schemas.deadletter.DeadLetterRecord;
import dev.factstream.schemas.deadletter.SourceRecord;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.RecordKeys;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Turns refused rollouts into dead letters, each with its source coordinates and the reason. The ledger lists their
 * tickets as dropped, and the ticket balance counts them so. Thread-safe.
 */
public final class RefusedRolloutDeadLetters {

    private static final String STAGE = "learner";

    private final TopicNames names;

    public RefusedRolloutDeadLetters(TopicNames names) {
        this.names = names;
    }

    /** The dead letter of one rollout. */
    public ProducerRecord<byte[], byte[]> toDeadLetter(ArrivedRollout arrival, String reason) {
        Rollout rollout = arrival.scored().rollout();
        DeadLetterCause why =
                new DeadLetterCause(STAGE, reason, Optional.of(rollout.ticketId()), Optional.of(rollout.rolloutId()));
        SourceRecord source = new SourceRecord(
                arrival.source().topic(),
                arrival.source().partition(),
                arrival.offset(),
                RecordKeys.bytes(rollout.question().promptId()),
                Codecs.SCORED.encode(arrival.scored()),
                new RecordHeaders());
        DeadLetterRecord buried = DeadLetterRecord.of(source, why);
        return new ProducerRecord<>(names.deadLetters(), null, buried.key(), buried.value(), buried.headers());
    }
}
