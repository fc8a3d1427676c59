package dev.factstream.schemas.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The names of the record headers, and access to their values as UTF-8 text. */
public final class HeaderText {
    public static final String TICKET_ID = "ticketId";
    public static final String ROLLOUT_ID = "rolloutId";
    public static final String POLICY_VERSION = "policyVersion";
    public static final String RUN_ID = "runId";

    public static final String STAGE = "stage";
    public static final String REASON = "reason";
    public static final String SOURCE_TOPIC = "source.topic";
    public static final String SOURCE_PARTITION = "source.partition";
    public static final String SOURCE_OFFSET = "source.offset";
    /** The size of the original record, if only its beginning was kept. */
    public static final String SOURCE_BYTES = "source.bytes";

    /** The number and size of the original headers, if not all of them were kept whole. */
    public static final String SOURCE_HEADERS = "source.headers";

    /** The dead letter that this record retries, as {@code partition@offset}. */
    public static final String RETRY_OF = "retry.of";

    private HeaderText() {}

    /** Adds a header; readers use the last header of a name. */
    public static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }

    /** Returns the last header of that name. */
    public static Optional<String> get(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), UTF_8));
    }
}
