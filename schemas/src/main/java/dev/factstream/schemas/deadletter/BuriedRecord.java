package dev.factstream.schemas.deadletter;

import dev.factstream.schemas.wire.HeaderText;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * What lies on the dead-letters topic: the original key, value and headers untouched, and in further headers the stage and reason
 * of the failure, the ids when they are known, and where the record came from. Of an {@linkplain SourceRecord#isOversized()
 * oversized} one there are only the first KiB of key and value, and its size; the rest is where its coordinates say.
 */
public record BuriedRecord(byte[] key, byte[] value, Headers headers) {
    /** How many bytes are kept of an oversized record's key and value each. */
    public static final int KEPT_BYTES = 1024;

    private static final Set<String> OURS = Set.of(
            HeaderText.STAGE,
            HeaderText.REASON,
            HeaderText.SOURCE_TOPIC,
            HeaderText.SOURCE_PARTITION,
            HeaderText.SOURCE_OFFSET,
            HeaderText.SOURCE_BYTES,
            HeaderText.RETRY_OF);

    /** Buries a record. */
    public static BuriedRecord of(SourceRecord source, DeadLetter why) {
        boolean cut = source.isOversized();
        Headers headers = cut ? new RecordHeaders() : copy(source.headers());
        HeaderText.put(headers, HeaderText.STAGE, why.stage());
        HeaderText.put(headers, HeaderText.REASON, why.reason());
        why.ticketId().ifPresent(id -> HeaderText.put(headers, HeaderText.TICKET_ID, id));
        why.rolloutId().ifPresent(id -> HeaderText.put(headers, HeaderText.ROLLOUT_ID, id));
        HeaderText.put(headers, HeaderText.SOURCE_TOPIC, source.topic());
        HeaderText.put(headers, HeaderText.SOURCE_PARTITION, Integer.toString(source.partition()));
        HeaderText.put(headers, HeaderText.SOURCE_OFFSET, Long.toString(source.offset()));
        if (!cut) {
            return new BuriedRecord(source.key(), source.value(), headers);
        }
        HeaderText.put(headers, HeaderText.SOURCE_BYTES, Long.toString(source.bytes()));
        return new BuriedRecord(first(source.key()), first(source.value()), headers);
    }

    /** Why it is there; missing headers become {@code unknown}. */
    public DeadLetter why() {
        return DeadLetters.why(headers);
    }

    /** Where it came from, as {@code topic-partition@offset}; empty if its headers do not say. */
    public Optional<String> source() {
        return sourceTopic()
                .map(topic -> topic + "-"
                        + HeaderText.get(headers, HeaderText.SOURCE_PARTITION).orElse("?") + "@"
                        + HeaderText.get(headers, HeaderText.SOURCE_OFFSET).orElse("?"));
    }

    /** The topic it came from, in full. */
    public Optional<String> sourceTopic() {
        return HeaderText.get(headers, HeaderText.SOURCE_TOPIC);
    }

    /** How many bytes the original had, if only its beginning was kept. */
    public Optional<String> cutFromBytes() {
        return HeaderText.get(headers, HeaderText.SOURCE_BYTES);
    }

    /** The headers without those that burying added; the ids stay. */
    public Headers originalHeaders() {
        Headers original = new RecordHeaders();
        for (Header header : headers) {
            if (!OURS.contains(header.key())) {
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

    private static byte[] first(byte[] bytes) {
        return bytes == null || bytes.length <= KEPT_BYTES ? bytes : Arrays.copyOf(bytes, KEPT_BYTES);
    }
}
