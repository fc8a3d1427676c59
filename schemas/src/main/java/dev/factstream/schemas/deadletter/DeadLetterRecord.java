package dev.factstream.schemas.deadletter;

import dev.factstream.schemas.ShortText;
import dev.factstream.schemas.wire.HeaderText;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A record of the dead-letters topic: the original key, value and headers unchanged, and further headers with the stage and reason
 * of the failure, the known ids and the source position. It fits into Kafka's limit of 1 MiB, whatever the original record is. An
 * {@linkplain SourceRecord#isOversized() oversized} record is truncated to the first KiB of key and of value, with its original
 * size in a header. Headers beyond the {@linkplain SourceRecord#MAX_HEADERS bounds} are cut or left out, with their number and size
 * in a header. The complete record stays at its source position.
 */
public record DeadLetterRecord(byte[] key, byte[] value, Headers headers) {
    /** Number of bytes kept of an oversized record's key and of its value. */
    public static final int TRUNCATED_BYTES = 1024;

    /** Number of characters kept of the name of a header. */
    private static final int MAX_NAME = 64;

    private static final Set<String> ADDED_HEADERS = Set.of(
            HeaderText.STAGE,
            HeaderText.REASON,
            HeaderText.SOURCE_TOPIC,
            HeaderText.SOURCE_PARTITION,
            HeaderText.SOURCE_OFFSET,
            HeaderText.SOURCE_BYTES,
            HeaderText.SOURCE_HEADERS,
            HeaderText.RETRY_OF);

    /** Creates the dead letter of a record. */
    public static DeadLetterRecord of(SourceRecord source, DeadLetterCause cause) {
        boolean truncated = source.isOversized();
        boolean headersCut = truncated || source.headerExcess().isPresent();
        Headers headers = headersCut ? cut(source.headers()) : copy(source.headers());
        HeaderText.put(headers, HeaderText.STAGE, cause.stage());
        HeaderText.put(headers, HeaderText.REASON, cause.reason());
        cause.ticketId().ifPresent(id -> HeaderText.put(headers, HeaderText.TICKET_ID, id));
        cause.rolloutId().ifPresent(id -> HeaderText.put(headers, HeaderText.ROLLOUT_ID, id));
        HeaderText.put(headers, HeaderText.SOURCE_TOPIC, source.topic());
        HeaderText.put(headers, HeaderText.SOURCE_PARTITION, Integer.toString(source.partition()));
        HeaderText.put(headers, HeaderText.SOURCE_OFFSET, Long.toString(source.offset()));
        if (headersCut) {
            HeaderText.put(
                    headers,
                    HeaderText.SOURCE_HEADERS,
                    source.headers().toArray().length + " headers of " + source.headerBytes() + " bytes");
        }
        if (!truncated) {
            return new DeadLetterRecord(source.key(), source.value(), headers);
        }
        HeaderText.put(headers, HeaderText.SOURCE_BYTES, Long.toString(source.bytes()));
        return new DeadLetterRecord(truncate(source.key()), truncate(source.value()), headers);
    }

    /** Returns the cause of the failure; missing headers become {@code unknown}. */
    public DeadLetterCause cause() {
        return DeadLetters.cause(headers);
    }

    /** Returns the source position as {@code topic-partition@offset}; empty if the headers lack it. */
    public Optional<String> source() {
        return sourceTopic()
                .map(topic -> topic + "-"
                        + HeaderText.get(headers, HeaderText.SOURCE_PARTITION).orElse("?") + "@"
                        + HeaderText.get(headers, HeaderText.SOURCE_OFFSET).orElse("?"));
    }

    /** Returns the full name of the source topic. */
    public Optional<String> sourceTopic() {
        return HeaderText.get(headers, HeaderText.SOURCE_TOPIC);
    }

    /** Returns the size of the original record, if it was truncated. */
    public Optional<String> originalBytes() {
        return HeaderText.get(headers, HeaderText.SOURCE_BYTES);
    }

    /** Whether key, value and headers are those of the original record. */
    public boolean isWhole() {
        return originalBytes().isEmpty()
                && HeaderText.get(headers, HeaderText.SOURCE_HEADERS).isEmpty();
    }

    /** Returns the headers without those that {@link #of} added; the ids stay. */
    public Headers originalHeaders() {
        Headers original = new RecordHeaders();
        for (Header header : headers) {
            if (!ADDED_HEADERS.contains(header.key())) {
                original.add(header);
            }
        }
        return original;
    }

    private static Headers copy(Headers original) {
        Headers headers = new RecordHeaders();
        for (Header header : original) {
            headers.add(header);
        }
        return headers;
    }

    private static Headers cut(Headers original) {
        Headers headers = new RecordHeaders();
        int left = SourceRecord.MAX_HEADERS;
        for (Header header : original) {
            if (left-- == 0) {
                break;
            }
            headers.add(ShortText.of(header.key(), MAX_NAME), truncate(header.value()));
        }
        return headers;
    }

    private static byte[] truncate(byte[] bytes) {
        return bytes == null || bytes.length <= TRUNCATED_BYTES ? bytes : Arrays.copyOf(bytes, TRUNCATED_BYTES);
    }
}
