package dev.factstream.scorer.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.schemas.wire.RecordKeys;
import java.util.Arrays;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class PendingRolloutTest {
    private static final long ARRIVED = 1_770_000_000_000L;

    private final PendingRollout pending = new PendingRollout(
            ARRIVED,
            "rollouts",
            3,
            17,
            ARRIVED - 5,
            RecordKeys.bytes("prompt"),
            new byte[] {1, 2, 3},
            new RecordHeaders().add("runId", RecordKeys.bytes("run")));

    @Test
    void theStoreReturnsTheRecordAsItWasRead() {
        byte[] stored = pending.toBytes();
        assertThat(PendingRollout.arrivedAtMillis(stored)).isEqualTo(ARRIVED);
        assertSame(PendingRollout.fromBytes(stored));
    }

    @Test
    void whatAnEarlierBuildStoredWithoutALayoutIsRead() {
        byte[] stored = pending.toBytes();
        byte[] earlier = Arrays.copyOfRange(stored, 1, stored.length);
        assertThat(PendingRollout.arrivedAtMillis(earlier)).isEqualTo(ARRIVED);
        assertSame(PendingRollout.fromBytes(earlier));
    }

    @Test
    void theLayoutOfAnotherBuildIsNamed() {
        byte[] stored = pending.toBytes();
        stored[0] = 2;
        assertThatThrownBy(() -> PendingRollout.fromBytes(stored))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("layout 2, expected 1");
    }

    private void assertSame(PendingRollout read) {
        assertThat(read).usingRecursiveComparison().isEqualTo(pending);
    }
}
