package dev.factstream.console.deadletters;

import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.TopicScanner;
import dev.factstream.schemas.topics.TopicNames;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads the dead letters of a stream. Thread-safe. */
final class DeadLetterReader {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final KafkaClients clients;
    private final TopicNames names;

    DeadLetterReader(KafkaClients clients, TopicNames names) {
        this.clients = clients;
        this.names = names;
    }

    /** Passes all present dead letters to {@code reader}, oldest first in each partition. */
    void readAll(Consumer<DeadLetterView> reader) {
        new TopicScanner(clients).read(names.deadLetters(), record -> reader.accept(DeadLetterView.of(record)));
    }

    /**
     * Returns the dead letter at an address.
     *
     * @throws UserFacingException if there is none
     */
    DeadLetterView at(DeadLetterPosition address) {
        TopicPartition partition = new TopicPartition(names.deadLetters(), address.partition());
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(clients.scanner("factstream-letters"))) {
            if (!TopicScanner.partitions(consumer, names.deadLetters()).contains(partition)) {
                throw none(address);
            }
            consumer.assign(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            consumer.seek(partition, address.offset());
            long deadline = System.nanoTime() + TIMEOUT.toNanos();
            while (address.offset() < end && System.nanoTime() < deadline) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (record.offset() != address.offset()) { // the offset is a transaction marker or has expired
                        throw none(address);
                    }
                    return DeadLetterView.of(record);
                }
                if (consumer.position(partition) > address.offset()) {
                    break;
                }
            }
            throw none(address);
        }
    }

    private UserFacingException none(DeadLetterPosition address) {
        return new UserFacingException(
                ExitCode.NO_INPUT,
                "there is no dead letter at " + address + " of " + names.deadLetters()
                        + "; 'factstream dead-letters list' shows the addresses");
    }
}
