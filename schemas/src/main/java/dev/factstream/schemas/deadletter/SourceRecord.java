package dev.factstream.schemas.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.factstream.schemas.Check;
import java.util.Objects;
import java.util.Optional;
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

    /** Maximum number of headers of a record that is forwarded whole. */
    public static final int MAX_HEADERS = 64;

    /** Maximum size of the name of a header. */
    public static final int MAX_HEADER_NAME_BYTES = 256;

    /** Maximum size of the value of a header. */
    public static final int MAX_HEADER_VALUE_BYTES = 8 * 1024;

    /** Upper bound of the bytes that the log adds to a header: two lengths. */
    private static final int HEADER_OVERHEAD_BYTES = 10;

    public SourceRecord {
        Check.id(topic, "topic");
        Objects.requireNonNull(headers, "headers");
    }

    /** Creates a source record from a consumed record. */
    public static SourceRecord of(ConsumerRecord<byte[], byte[]> record) {
        return new SourceRecord(
                record.topic(), record.partition(), record.offset(), record.key(), record.value(), record.headers());
    }

    /** Returns the number of bytes of key, value and headers, or a few more. */
    public long bytes() {
        return (long) length(key) + length(value) + headerBytes();
    }

    /** Returns the number of bytes of the headers, or a few more. */
    long headerBytes() {
        long bytes = 0;
        for (Header header : headers) {
            bytes += nameBytes(header) + length(header.value()) + HEADER_OVERHEAD_BYTES;
        }
        return bytes;
    }

    /** Whether it is too large to be forwarded, to dead-letters or elsewhere. */
    public boolean isOversized() {
        return bytes() > MAX_BYTES;
    }

    /** Describes why the record cannot be forwarded whole, in one line; empty if it can. */
    public Optional<String> excess() {
        if (isOversized()) {
            return Optional.of("the record has " + bytes() + " bytes, but at most " + MAX_BYTES + " can be forwarded");
        }
        return headerExcess();
    }

    /** Describes which bound its headers exceed; empty if none. */
    Optional<String> headerExcess() {
        int count = 0;
        for (Header header : headers) {
            count++;
            if (nameBytes(header) > MAX_HEADER_NAME_BYTES) {
                return Optional.of("the name of header " + count + " has " + nameBytes(header) + " bytes, but at most "
                        + MAX_HEADER_NAME_BYTES + " are allowed");
            }
            if (length(header.value()) > MAX_HEADER_VALUE_BYTES) {
                return Optional.of("header " + header.key() + " has " + length(header.value()) + " bytes, but at most "
                        + MAX_HEADER_VALUE_BYTES + " are allowed");
            }
        }
        return count > MAX_HEADERS
                ? Optional.of("the record has " + count + " headers, but at most " + MAX_HEADERS + " are allowed")
                : Optional.empty();
    }

    private static int nameBytes(Header header) {
        return header.key().getBytes(UTF_8).length;
    }

    private static int length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
