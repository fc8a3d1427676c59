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
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Writes the outcomes of tickets: rollouts and dead letters. Thread-safe.
 *
 * <p>A failure that does not pass by itself, such as a missing right or a refused time stamp, is due to this actor and not to the ticket:
 * the actor must stop, because every further ticket that it takes is delivered without an outcome.
 */
public final class OutcomeWriter implements AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);
    /** Key, headers and record batch fit beside it into Kafka's limit of 1 MiB. */
    private static final int LARGEST_ROLLOUT = 1000 * 1024;

    private final Producer<byte[], byte[]> producer;
    private final TopicNames names;
    private final DeadLetters deadLetters;
    private final Consumer<KafkaException> unwritable;

    /**
     * @param producer idempotent; closed by this writer
     * @param unwritable called by the producer's thread, before the result completes, if the broker refuses an outcome for a reason
     *     that does not pass by itself; gets a message of one line
     */
    public OutcomeWriter(Producer<byte[], byte[]> producer, TopicNames names, Consumer<KafkaException> unwritable) {
        this.unwritable = unwritable;
        this.producer = producer;
        this.names = names;
        this.deadLetters = new DeadLetters(names);
    }

    /**
     * Sends a rollout; the result completes when the broker has stored it, or exceptionally on failure: with a
     * {@link RolloutTooLargeException} if no broker would store it.
     */
    public CompletableFuture<Void> write(Rollout rollout) {
        byte[] key = RecordKeys.bytes(rollout.question().promptId());
        ProducerRecord<byte[], byte[]> message =
                new ProducerRecord<>(names.rollouts(), key, Codecs.ROLLOUTS.encode(rollout));
        if (message.value().length > LARGEST_ROLLOUT) {
            return CompletableFuture.failedFuture(
                    new RolloutTooLargeException(rollout.rolloutId(), message.value().length, LARGEST_ROLLOUT));
        }
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
                if (!(failure instanceof RetriableException)) {
                    unwritable.accept(refused(message.topic(), failure));
                }
                done.completeExceptionally(failure);
            }
        });
        return done;
    }

    private static KafkaException refused(String topic, Exception failure) {
        String remedy = failure instanceof RecordTooLargeException
                ? "; raise max.message.bytes of the topic, or kafka.producer.max.request.size"
                : "";
        return new KafkaException(
                "outcomes cannot be written to " + topic + ": " + failure.getMessage() + remedy, failure);
    }

    /** Waits for records in flight, for at most ten seconds. */
    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}
