package dev.factstream.actor.outcome;

import dev.factstream.schemas.deadletter.DeadLetterCause;
import dev.factstream.schemas.deadletter.DeadLetters;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.HeaderText;
import dev.factstream.schemas.wire.RecordKeys;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes the outcomes of tickets: rollouts and dead letters. Thread-safe. */
public final class OutcomeWriter implements AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final Producer<byte[], byte[]> producer;
    private final TopicNames names;
    private final DeadLetters deadLetters;

    /** @param producer idempotent; closed by this writer */
    public OutcomeWriter(Producer<byte[], byte[]> producer, TopicNames names) {
        this.producer = producer;
        this.names = names;
        this.deadLetters = new DeadLetters(names);
    }

    /** Sends a rollout; the result completes when the broker has stored it, or exceptionally on failure. */
    public CompletableFuture<Void> write(Rollout rollout) {
        byte[] key = RecordKeys.bytes(rollout.question().promptId());
        ProducerRecord<byte[], byte[]> message =
                new ProducerRecord<>(names.rollouts(), key, Codecs.ROLLOUTS.encode(rollout));
        HeaderText.put(message.headers(), HeaderText.TICKET_ID, rollout.ticketId());
        HeaderText.put(message.headers(), HeaderText.ROLLOUT_ID, rollout.rolloutId());
        HeaderText.put(message.headers(), HeaderText.RUN_ID, rollout.runId());
        HeaderText.put(message.headers(), HeaderText.POLICY_VERSION, Integer.toString(rollout.oldestVersion()));
        return send(message);
    }

    /** Sends a ticket to dead-letters; the result completes like that of {@link #write}. */
    public CompletableFuture<Void> sendToDeadLetters(ConsumerRecord<byte[], byte[]> ticket, DeadLetterCause cause) {
        return send(deadLetters.of(ticket, cause));
    }

    private CompletableFuture<Void> send(ProducerRecord<byte[], byte[]> message) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        producer.send(message, (metadata, failure) -> {
            if (failure == null) {
                done.complete(null);
            } else {
                done.completeExceptionally(failure);
            }
        });
        return done;
    }

    /** Waits for records in flight, for at most ten seconds. */
    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}
