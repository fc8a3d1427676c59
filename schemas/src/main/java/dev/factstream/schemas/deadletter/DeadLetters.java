package dev.factstream.schemas.deadletter;

import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.HeaderText;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** Makes the messages to the dead letters, and reads why one is there. Thread-safe. */
public final class DeadLetters {
    private final TopicNames names;

    public DeadLetters(TopicNames names) {
        this.names = names;
    }

    /** The record to send for a consumed record that cannot be handled. */
    public ProducerRecord<byte[], byte[]> of(ConsumerRecord<byte[], byte[]> source, DeadLetter why) {
        BuriedRecord buried = BuriedRecord.of(SourceRecord.of(source), why);
        return new ProducerRecord<>(names.deadLetters(), null, buried.key(), buried.value(), buried.headers());
    }

    /** Reads back why a record of the dead-letters topic is there; missing headers become {@code unknown}. */
    public static DeadLetter why(Headers headers) {
        return new DeadLetter(
                HeaderText.get(headers, HeaderText.STAGE).orElse("unknown"),
                HeaderText.get(headers, HeaderText.REASON).orElse("unknown"),
                HeaderText.get(headers, HeaderText.TICKET_ID),
                HeaderText.get(headers, HeaderText.ROLLOUT_ID));
    }
}
