package dev.factstream.scorer.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class HistoryTest {
    @Test
    void aHistorySurvivesWritingAndReading() throws IOException {
        History history = new History();
        history.countWindow();
        history.recordRewardedEntropy(0.07);

        History read = History.read(in(written(history)));

        assertThat(read.windows()).isOne();
        assertThat(read.lowestRewardedEntropy()).isEqualTo(0.07);
    }

    @Test
    void theStateOfAnotherBuildIsRefusedWithARemedy() throws IOException {
        byte[] other = written(new History());
        other[3]++;

        assertThatIllegalStateException()
                .isThrownBy(() -> History.read(in(other)))
                .withMessageContaining("layout")
                .withMessageContaining("kafka-streams-application-reset");
    }

    private static byte[] written(History history) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        history.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static DataInputStream in(byte[] bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }
}
