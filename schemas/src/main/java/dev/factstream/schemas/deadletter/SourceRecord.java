package dev.factstream.schemas.deadletter;

import dev.factstream.schemas.Check;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * A record as it was read, with its position. The arrays are not copied: treat them as read-only.
 *
 * @param key null if it has none
 * @param value null for a tombstone
 */
public record SourceRecord(String topic, int partition, long offset, byte[] key, byte[] value, Headers headers) {
    /** Maximum size of a record that is forwarded whole: headers added on the way must also fit into Kafka's limit of 1 MiB. */
    public static final int MAX_BYTES = 900 * 1024;

    public SourceRecord {
        Check.text(topic, "topic");
        Objects.requireNonNull(headers, "headers");
    }

    /** Creates a source record from a consumed record. */
    public static SourceRecord of(ConsumerRecord<byte[], byte[]> record) {
        return new SourceRecord(
                record.topic(), record.partition(), record.offset(), record.key(), record.value(), record.headers());
    }

    /** Returns the number of bytes of key, value and headers. */
    public long bytes() {
        long bytes = length(key) + length(value);
        for (Header header : headers) {
            bytes += header.key().length() + length(header.value());
        }
        return bytes;
    }

    /** Whether it is too large to be forwarded, to dead-letters or elsewhere. */
    public boolean isOversized() {
        return bytes() > MAX_BYTES;
    }

    private static long length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
