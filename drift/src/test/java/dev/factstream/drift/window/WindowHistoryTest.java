package dev.factstream.drift.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class WindowHistoryTest {
    @Test
    void aHistorySurvivesWritingAndReading() throws IOException {
        WindowHistory history = new WindowHistory();
        history.countWindow();
        history.recordRewardedEntropy(0.07);

        WindowHistory read = WindowHistory.read(in(written(history)));

        assertThat(read.windows()).isOne();
        assertThat(read.lowestRewardedEntropy()).isEqualTo(0.07);
    }

    @Test
    void theStateOfAnotherBuildIsRefusedWithARemedy() throws IOException {
        byte[] other = written(new WindowHistory());
        other[3]++;

        assertThatIllegalStateException()
                .isThrownBy(() -> WindowHistory.read(in(other)))
                .withMessageContaining("layout")
                .withMessageContaining("kafka-streams-application-reset");
    }

    @Test
    void anOpenWindowOfAnotherBuildIsRefusedToo() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new DriftWindow().write(new DataOutputStream(bytes));
        byte[] other = bytes.toByteArray();
        other[3]++;

        assertThatIllegalStateException()
                .isThrownBy(() -> DriftWindow.read(in(other)))
                .withMessageContaining("layout");
    }

    private static byte[] written(WindowHistory history) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        history.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static DataInputStream in(byte[] bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }
}
