package dev.factstream.console.deadletters;

import dev.factstream.console.cli.ConsoleException;
import dev.factstream.console.cli.ExitCode;
import dev.factstream.schemas.deadletter.BuriedRecord;
import dev.factstream.schemas.settings.KafkaClients;
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

/** Sends dead letters to where they came from, marked as another try. For one thread. */
final class Retry implements AutoCloseable {
    private final Set<String> topics;
    private final Producer<byte[], byte[]> producer;
    private final PrintWriter complaints;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private int sent;
    private int refused;

    /** @param complaints gets a line for each that cannot be sent */
    Retry(KafkaClients clients, TopicNames names, PrintWriter complaints) {
        this.complaints = complaints;
        topics = TopicCatalogue.topics().stream()
                .map(TopicSpec::name)
                .filter(name -> !name.equals(TopicCatalogue.DEAD_LETTERS))
                .map(names::topic)
                .collect(Collectors.toSet());
        producer = new KafkaProducer<>(clients.producer("factstream-retry"));
    }

    /** Sends one, unless only a part of it is left or it came from no topic of this stream. */
    void send(Letter letter) {
        BuriedRecord buried = letter.buried();
        Optional<String> topic = buried.sourceTopic().filter(topics::contains);
        if (topic.isEmpty()) {
            refuse(
                    letter,
                    "its source is no topic of this stream: " + buried.source().orElse("unknown"));
        } else if (buried.cutFromBytes().isPresent()) {
            refuse(
                    letter,
                    "only its beginning was kept; the whole record is "
                            + buried.source().orElseThrow());
        } else {
            Headers headers = buried.originalHeaders();
            HeaderText.put(headers, HeaderText.RETRY_OF, letter.address().toString());
            producer.send(
                    new ProducerRecord<>(topic.get(), null, buried.key(), buried.value(), headers),
                    (metadata, exception) -> failure.compareAndSet(null, exception));
            sent++;
        }
    }

    private void refuse(Letter letter, String why) {
        complaints.println("factstream: " + letter.address() + " cannot be sent again: " + why);
        refused++;
    }

    /**
     * Waits until the broker has all of them.
     *
     * @throws ConsoleException if it refused one
     */
    void flush() {
        producer.flush();
        if (failure.get() != null) {
            throw new ConsoleException(
                    ExitCode.UNAVAILABLE,
                    "a dead letter could not be sent again: " + failure.get().getMessage(),
                    failure.get());
        }
    }

    int sent() {
        return sent;
    }

    int refused() {
        return refused;
    }

    @Override
    public void close() {
        producer.close();
    }
}
