package dev.factstream.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {

    @TempDir
    Path folder;

    @Test
    void writtenTensorsAreReadBack() {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        tensors.put("b", TensorData.of(new float[] {1, -2.5f, 3e-20f, 4, 5, 6}, 2, 3));
        tensors.put("a", TensorData.of(new float[] {7}));
        Path file = folder.resolve("x.safetensors");

        Safetensors.write(file, tensors);

        for (Map<String, TensorData> read :
                java.util.List.of(Safetensors.read(file), Safetensors.read("memory", Safetensors.bytes(tensors)))) {
            assertThat(read.keySet()).containsExactly("b", "a");
            assertThat(read.get("b").shape()).containsExactly(2, 3);
            assertThat(read.get("b").floats()).containsExactly(1, -2.5f, 3e-20f, 4, 5, 6);
            assertThat(read.get("a").shape()).isEmpty();
        }
    }

    @Test
    void float16ConvertsToFloatsExactly() {
        assertThat(TensorType.halfToFloat((short) 0x3C00)).isEqualTo(1f);
        assertThat(TensorType.halfToFloat((short) 0xC100)).isEqualTo(-2.5f);
        assertThat(TensorType.halfToFloat((short) 0x7BFF)).isEqualTo(65504f);
        assertThat(TensorType.halfToFloat((short) 0x0001)).isEqualTo(0x1p-24f);
        assertThat(TensorType.halfToFloat((short) 0x83FF)).isEqualTo(-1023 * 0x1p-24f);
        assertThat(TensorType.halfToFloat((short) 0x7C00)).isInfinite();
        assertThat(TensorType.halfToFloat((short) 0x7E00)).isNaN();
    }

    @Test
    void bfloat16ConvertsToFloatsExactly() {
        ByteBuffer bytes = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putShort((short) 0x3FC0).putShort((short) 0xC0A0).flip();

        assertThat(new TensorData(TensorType.BF16, new long[] {2}, bytes).floats())
                .containsExactly(1.5f, -5f);
    }

    @Test
    void aTruncatedFileGivesAOneLineError() throws Exception {
        byte[] whole = Safetensors.bytes(Map.of("weight", TensorData.of(new float[8], 8)));
        Path file = folder.resolve("cut.safetensors");
        for (int length : new int[] {0, 5, 20, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));

            assertThatThrownBy(() -> Safetensors.read(file))
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining("cut.safetensors")
                    .hasMessageContaining("truncated")
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void anUnsupportedTypeIsNamed() {
        byte[] header = "{\"q\":{\"dtype\":\"F8_E4M3\",\"shape\":[0],\"data_offsets\":[0,0]}}".getBytes();
        byte[] file = ByteBuffer.allocate(8 + header.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .array();

        assertThatThrownBy(() -> Safetensors.read("quantised", file))
                .hasMessage("quantised: tensor q has the unsupported dtype F8_E4M3");
    }
}
