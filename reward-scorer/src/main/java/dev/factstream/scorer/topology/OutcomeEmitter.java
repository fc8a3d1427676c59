package dev.factstream.scorer.topology;

import dev.factstream.schemas.deadletter.DeadLetterCause;
import dev.factstream.schemas.deadletter.DeadLetterRecord;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.HeaderText;
import dev.factstream.schemas.wire.RecordKeys;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Emits the outcome of a rollout: a scored record, or a dead letter with a reason. */
final class OutcomeEmitter {
    private static final Logger LOG = LoggerFactory.getLogger(OutcomeEmitter.class);
    private static final String STAGE = "scorer";

    private final ProcessorContext<byte[], byte[]> context;
    private final OutcomeStore outcomes;
    private final ScorerCounters counters;

    OutcomeEmitter(ProcessorContext<byte[], byte[]> context, OutcomeStore outcomes, ScorerCounters counters) {
        this.context = context;
        this.outcomes = outcomes;
        this.counters = counters;
    }

    /** Publishes a scored rollout, or sends it to dead-letters if its reward is not finite. */
    void publish(ScoredRollout scored, PendingRollout source) {
        Optional<String> problem = NonFiniteValues.in(scored);
        if (problem.isPresent()) {
            sendToDeadLetters(source, Optional.of(scored.rollout()), problem.get());
            return;
        }
        Rollout rollout = scored.rollout();
        Headers headers = new RecordHeaders();
        HeaderText.put(headers, HeaderText.TICKET_ID, rollout.ticketId());
        HeaderText.put(headers, HeaderText.ROLLOUT_ID, rollout.rolloutId());
        HeaderText.put(headers, HeaderText.RUN_ID, rollout.runId());
        HeaderText.put(headers, HeaderText.POLICY_VERSION, Integer.toString(rollout.oldestVersion()));
        byte[] key = RecordKeys.bytes(rollout.question().promptId());
        context.forward(
                new Record<>(key, Codecs.SCORED.encode(scored), source.timestamp(), headers),
                ScorerTopology.SCORED_SINK);
        counters.countScored();
    }

    /** Writes a dead letter. A rollout that could be decoded gets no other outcome unless it is retried. */
    void sendToDeadLetters(PendingRollout source, Optional<Rollout> rollout, String reason) {
        DeadLetterCause cause = new DeadLetterCause(
                STAGE,
                reason,
                rollout.map(Rollout::ticketId).or(() -> HeaderText.get(source.headers(), HeaderText.TICKET_ID)),
                rollout.map(Rollout::rolloutId).or(() -> HeaderText.get(source.headers(), HeaderText.ROLLOUT_ID)));
        DeadLetterRecord letter = DeadLetterRecord.of(source.record(), cause);
        context.forward(
                new Record<>(letter.key(), letter.value(), source.timestamp(), letter.headers()),
                ScorerTopology.DEAD_SINK);
        rollout.ifPresent(known -> outcomes.addDead(known.rolloutId(), source.timestamp()));
        counters.countDead();
        LOG.warn("Dead letter at {}-{}@{}: {}", source.topic(), source.partition(), source.offset(), reason);
    }
}
