package dev.factstream.evaluation.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.schemas.drift.DriftRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardMetricsTest {
    @TempDir
    private Path dir;

    /** The checksum is that of TensorBoard 2.21 ({@code masked_crc32c}) for this length. */
    @Test
    void aFileBeginsWithTheFrameThatTensorBoardExpects() throws IOException {
        Path file = dir.resolve("events.out.tfevents.0");
        new TensorBoardMetrics(file).close();

        ByteBuffer frame = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(frame.getLong()).isEqualTo(24);
        assertThat(frame.getInt()).isEqualTo(0x224b7fa3);
        byte[] event = new byte[24];
        frame.get(event);
        assertThat(new String(event, StandardCharsets.ISO_8859_1)).endsWith("brain.Event:2");
        assertThat(frame.remaining()).isEqualTo(Integer.BYTES);
    }

    @Test
    void aWindowIsAHistogramOfItsQuantiles() throws IOException {
        Path file = dir.resolve("events.out.tfevents.0");
        Map<String, Double> quantiles = Map.of("p05", 0.0, "p25", 0.0, "p50", 1.0, "p75", 1.0, "p95", 1.0);
        DriftRecord window = new DriftRecord(
                "run", "reward.total", 0, true, 1, 2, 8, 8, 0.5, 0.5, quantiles, Map.of(), List.of(), 1);
        long empty;
        try (TensorBoardMetrics metrics = new TensorBoardMetrics(file)) {
            metrics.flush();
            empty = Files.size(file);
            metrics.write("drift.reward.total", window);
        }

        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int size = (int) bytes.getLong((int) empty);
        // min, max, num, sum, squares; two limits and two counts, packed
        ByteBuffer histogram = bytes.slice((int) empty + 12 + size - 36, 36).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(histogram.getDouble(2)).isEqualTo(0);
        assertThat(histogram.getDouble(10)).isEqualTo(1);
        assertThat(histogram.getDouble(20)).isEqualTo(2);
        assertThat(histogram.getDouble(28)).isEqualTo(6);
    }
}
