package dev.factstream.schemas.deadletter;

import dev.factstream.schemas.Check;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * A record as it was read, and where. The arrays are not copied: treat them as read-only.
 *
 * @param key null if it has none
 * @param value null for a tombstone
 */
public record SourceRecord(String topic, int partition, long offset, byte[] key, byte[] value, Headers headers) {
    /** The most bytes that a record may have to be passed on whole: what is added on the way must fit into Kafka's 1 MiB too. */
    public static final int MOST_BYTES = 900 * 1024;

    public SourceRecord {
        Check.text(topic, "topic");
        Objects.requireNonNull(headers, "headers");
    }

    /** What a consumer read. */
    public static SourceRecord of(ConsumerRecord<byte[], byte[]> record) {
        return new SourceRecord(
                record.topic(), record.partition(), record.offset(), record.key(), record.value(), record.headers());
    }

    /** Bytes of key, value and headers. */
    public long bytes() {
        long bytes = length(key) + length(value);
        for (Header header : headers) {
            bytes += header.key().length() + length(header.value());
        }
        return bytes;
    }

    /** Whether it is too large to be passed on, to the dead letters or anywhere else. */
    public boolean isOversized() {
        return bytes() > MOST_BYTES;
    }

    private static long length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
