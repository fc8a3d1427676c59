package dev.factstream.console.deadletters;

import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.logging.PrintableText;
import dev.factstream.schemas.deadletter.DeadLetterRecord;
import dev.factstream.schemas.topics.TopicCatalogue;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.topics.TopicSpec;
import dev.factstream.schemas.wire.HeaderText;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** Sends dead letters to their source topics again, marked as retries. Not thread-safe. */
final class DeadLetterResender implements AutoCloseable {
    private final Set<String> topics;
    private final Producer<byte[], byte[]> producer;
    private final PrintWriter errors;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private int sent;
    private int skipped;

    /** @param errors receives a line for each dead letter that cannot be sent */
    DeadLetterResender(KafkaClients clients, TopicNames names, PrintWriter errors) {
        this.errors = errors;
        topics = TopicCatalogue.topics().stream()
                .map(TopicSpec::name)
                .filter(name -> !name.equals(TopicCatalogue.DEAD_LETTERS))
                .map(names::topic)
                .collect(Collectors.toSet());
        producer = new KafkaProducer<>(clients.producer("factstream-retry"));
    }

    /** Sends a dead letter, unless it was truncated or its source is no topic of this stream. */
    void send(DeadLetterView letter) {
        DeadLetterRecord record = letter.record();
        Optional<String> topic = record.sourceTopic().filter(topics::contains);
        if (topic.isEmpty()) {
            skip(
                    letter,
                    "its source is not a topic of this stream: "
                            + record.source().orElse("unknown"));
        } else if (!record.isWhole()) {
            skip(
                    letter,
                    "it was truncated; the whole record is at "
                            + record.source().orElseThrow());
        } else {
            Headers headers = record.originalHeaders();
            HeaderText.put(headers, HeaderText.RETRY_OF, letter.address().toString());
            producer.send(
                    new ProducerRecord<>(topic.get(), null, record.key(), record.value(), headers),
                    (metadata, exception) -> failure.compareAndSet(null, exception));
            sent++;
        }
    }

    private void skip(DeadLetterView letter, String why) {
        errors.println(PrintableText.line("factstream: " + letter.address() + " cannot be sent again: " + why));
        skipped++;
    }

    /**
     * Waits until the broker has acknowledged all records.
     *
     * @throws UserFacingException if a record could not be sent
     */
    void flush() {
        producer.flush();
        if (failure.get() != null) {
            throw new UserFacingException(
                    ExitCode.UNAVAILABLE,
                    "a dead letter could not be sent again: " + failure.get().getMessage(),
                    failure.get());
        }
    }

    int sent() {
        return sent;
    }

    int skipped() {
        return skipped;
    }

    @Override
    public void close() {
        producer.close();
    }
}
