package dev.factstream.schemas.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class DeadLetterRecordTest {
    private static final DeadLetterCause CAUSE =
            new DeadLetterCause("scorer", "too large", Optional.of("run/7"), Optional.of("run/7/0"));

    @Test
    void anOversizedRecordKeepsItsPositionItsSizeAndItsFirstKibibyte() {
        byte[] value = new byte[SourceRecord.MAX_BYTES + 1];
        Arrays.fill(value, (byte) 7);
        SourceRecord source = new SourceRecord("rollouts", 3, 11, new byte[] {1}, value, headers(5_000));

        DeadLetterRecord letter = DeadLetterRecord.of(source, CAUSE);

        assertThat(source.isOversized()).isTrue();
        assertThat(letter.key()).containsExactly(1);
        assertThat(letter.value()).hasSize(1024).containsOnly(7);
        assertThat(letter.source()).contains("rollouts-3@11");
        assertThat(letter.originalBytes()).contains(Long.toString(source.bytes()));
        assertThat(letter.cause()).isEqualTo(CAUSE);
        assertThat(letter.headers().lastHeader("padding").value()).hasSize(1024);
        assertThat(letter.headers().lastHeader("source.headers").value())
                .asString()
                .isEqualTo("1 headers of 5017 bytes");
    }

    @Test
    void hugeKeysAndHeadersMakeARecordOversizedToo() {
        byte[] huge = new byte[SourceRecord.MAX_BYTES + 1];
        SourceRecord byKey = new SourceRecord("rollouts", 0, 0, huge, new byte[1], new RecordHeaders());
        SourceRecord byHeader = new SourceRecord("rollouts", 0, 0, null, null, headers(huge.length));

        assertThat(DeadLetterRecord.of(byKey, CAUSE).key()).hasSize(1024);
        assertThat(bytes(DeadLetterRecord.of(byHeader, CAUSE).headers())).isLessThan(2 * 1024);
    }

    @Test
    void theLargestDeadLetterFitsIntoAMebibyte() {
        String wide = "\u20ac";
        SourceRecord source =
                new SourceRecord("t".repeat(249), 3, 11, new byte[1024], new byte[800 * 1024], new RecordHeaders());
        for (int i = 0; i < 900; i++) {
            source.headers().add(wide.repeat(32), new byte[2]);
        }
        DeadLetterCause cause = new DeadLetterCause(
                wide.repeat(1_000_000),
                wide.repeat(1_000_000),
                Optional.of(wide.repeat(256)),
                Optional.of(wide.repeat(256)));

        DeadLetterRecord letter = DeadLetterRecord.of(source, cause);

        assertThat(source.isOversized()).isFalse();
        assertThat(letter.value()).hasSize(800 * 1024);
        assertThat(letter.isWhole()).isFalse();
        int added = letter.headers().toArray().length * 10;
        assertThat(letter.key().length + letter.value().length + bytes(letter.headers()) + added)
                .isLessThan(1024 * 1024);
    }

    @Test
    void blankHeadersOfAForeignDeadLetterReadAsUnknown() {
        Headers headers = new RecordHeaders().add("stage", new byte[0]).add("reason", " ".getBytes(UTF_8));

        assertThat(DeadLetters.cause(headers))
                .isEqualTo(new DeadLetterCause("unknown", "unknown", Optional.empty(), Optional.empty()));
    }

    @Test
    void originalHeadersExcludeTheAddedHeaders() {
        SourceRecord source = new SourceRecord("rollouts", 3, 11, null, new byte[] {1}, headers(2));

        Headers original = DeadLetterRecord.of(source, CAUSE).originalHeaders();

        assertThat(original).extracting(Header::key).containsExactly("padding", "ticketId", "rolloutId");
    }

    private static Headers headers(int padding) {
        return new RecordHeaders().add("padding", new byte[padding]);
    }

    private static int bytes(Headers headers) {
        int bytes = 0;
        for (Header header : headers) {
            bytes += header.key().getBytes(UTF_8).length + header.value().length;
        }
        return bytes;
    }
}
