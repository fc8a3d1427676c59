package dev.factstream.schemas.deadletter;

import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.HeaderText;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** Creates records for the dead-letters topic and reads the cause of existing ones. Thread-safe. */
public final class DeadLetters {
    private final TopicNames names;

    public DeadLetters(TopicNames names) {
        this.names = names;
    }

    /** Returns the dead-letter record of a consumed record that cannot be processed. */
    public ProducerRecord<byte[], byte[]> of(ConsumerRecord<byte[], byte[]> source, DeadLetterCause cause) {
        DeadLetterRecord letter = DeadLetterRecord.of(SourceRecord.of(source), cause);
        return new ProducerRecord<>(names.deadLetters(), null, letter.key(), letter.value(), letter.headers());
    }

    /** Reads the cause from the headers of a dead-letter record; missing and blank headers become {@code unknown}. */
    public static DeadLetterCause cause(Headers headers) {
        return new DeadLetterCause(
                textOrUnknown(headers, HeaderText.STAGE),
                textOrUnknown(headers, HeaderText.REASON),
                HeaderText.get(headers, HeaderText.TICKET_ID),
                HeaderText.get(headers, HeaderText.ROLLOUT_ID));
    }

    private static String textOrUnknown(Headers headers, String name) {
        return HeaderText.get(headers, name).filter(text -> !text.isBlank()).orElse("unknown");
    }
}
