package dev.factstream.schemas.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class BuriedRecordTest {
    private static final DeadLetter WHY =
            new DeadLetter("scorer", "too large", Optional.of("run/7"), Optional.of("run/7/0"));

    @Test
    void ofAnOversizedRecordTheCoordinatesTheSizeAndTheFirstKibibyteAreKept() {
        byte[] value = new byte[SourceRecord.MOST_BYTES + 1];
        Arrays.fill(value, (byte) 7);
        SourceRecord source = new SourceRecord("rollouts", 3, 11, new byte[] {1}, value, headers(5_000));

        BuriedRecord buried = BuriedRecord.of(source, WHY);

        assertThat(source.isOversized()).isTrue();
        assertThat(buried.key()).containsExactly(1);
        assertThat(buried.value()).hasSize(1024).containsOnly(7);
        assertThat(buried.source()).contains("rollouts-3@11");
        assertThat(buried.cutFromBytes()).contains(Long.toString(source.bytes()));
        assertThat(buried.why()).isEqualTo(WHY);
        assertThat(buried.headers().lastHeader("padding")).isNull();
    }

    @Test
    void hugeKeysAndHeadersMakeARecordOversizedToo() {
        byte[] huge = new byte[SourceRecord.MOST_BYTES + 1];
        SourceRecord byKey = new SourceRecord("rollouts", 0, 0, huge, new byte[1], new RecordHeaders());
        SourceRecord byHeader = new SourceRecord("rollouts", 0, 0, null, null, headers(huge.length));

        assertThat(BuriedRecord.of(byKey, WHY).key()).hasSize(1024);
        assertThat(bytes(BuriedRecord.of(byHeader, WHY).headers())).isLessThan(1024);
    }

    @Test
    void theOriginalHeadersComeBackWithoutWhatBuryingAdded() {
        SourceRecord source = new SourceRecord("rollouts", 3, 11, null, new byte[] {1}, headers(2));

        Headers original = BuriedRecord.of(source, WHY).originalHeaders();

        assertThat(original).extracting(Header::key).containsExactly("padding", "ticketId", "rolloutId");
    }

    private static Headers headers(int padding) {
        return new RecordHeaders().add("padding", new byte[padding]);
    }

    private static int bytes(Headers headers) {
        int bytes = 0;
        for (Header header : headers) {
            bytes += header.key().length() + header.value().length;
        }
        return bytes;
    }
}
