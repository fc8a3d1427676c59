package dev.factstream.schemas.deadletter;

import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.HeaderText;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Makes dead letters: the original key, value and headers untouched, and in further headers the stage and reason of the
 * failure, the ids when they are known, and where the record came from. Thread-safe.
 */
public final class DeadLetters {
    private final TopicNames names;

    public DeadLetters(TopicNames names) {
        this.names = names;
    }

    /** The record to send for a consumed record that cannot be handled. */
    public ProducerRecord<byte[], byte[]> of(ConsumerRecord<byte[], byte[]> source, DeadLetter why) {
        Headers headers = headers(source.headers(), source.topic(), source.partition(), source.offset(), why);
        return new ProducerRecord<>(names.deadLetters(), null, source.key(), source.value(), headers);
    }

    /** The headers of a dead letter, for a caller that has no consumer record, such as a Streams processor. */
    public static Headers headers(Headers original, String topic, int partition, long offset, DeadLetter why) {
        Headers headers = new RecordHeaders();
        for (Header header : original) {
            headers.add(header);
        }
        HeaderText.put(headers, HeaderText.STAGE, why.stage());
        HeaderText.put(headers, HeaderText.REASON, why.reason());
        put(headers, HeaderText.TICKET_ID, why.ticketId());
        put(headers, HeaderText.ROLLOUT_ID, why.rolloutId());
        HeaderText.put(headers, HeaderText.SOURCE_TOPIC, topic);
        HeaderText.put(headers, HeaderText.SOURCE_PARTITION, Integer.toString(partition));
        HeaderText.put(headers, HeaderText.SOURCE_OFFSET, Long.toString(offset));
        return headers;
    }

    /** Reads back why a record of the dead-letters topic is there; missing headers become {@code unknown}. */
    public static DeadLetter why(Headers headers) {
        return new DeadLetter(
                HeaderText.get(headers, HeaderText.STAGE).orElse("unknown"),
                HeaderText.get(headers, HeaderText.REASON).orElse("unknown"),
                HeaderText.get(headers, HeaderText.TICKET_ID),
                HeaderText.get(headers, HeaderText.ROLLOUT_ID));
    }

    private static void put(Headers headers, String name, Optional<String> value) {
        value.ifPresent(text -> HeaderText.put(headers, name, text));
    }
}
