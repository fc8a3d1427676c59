package dev.factstream.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
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
    void floatsRoundToTheNearestHalfAndTiesToEven() {
        for (int bits = 0; bits < 0x7C00; bits++) {
            float half = TensorType.halfToFloat((short) bits);
            float next = TensorType.halfToFloat((short) (bits + 1)); // infinity after the last
            float middle = bits == 0x7BFF ? 65520 : (half + next) / 2; // exact: floats have more digits
            int even = bits + (bits & 1);
            assertThat(halves(half, -half, middle, Math.nextDown(middle), Math.nextUp(middle)))
                    .containsExactly(
                            (short) bits, (short) (bits | 0x8000), (short) even, (short) bits, (short) (bits + 1));
        }
        assertThat(halves(Float.POSITIVE_INFINITY, Float.MAX_VALUE, Float.NaN, Float.MIN_VALUE))
                .containsExactly((short) 0x7C00, (short) 0x7C00, (short) 0x7E00, (short) 0);
    }

    @Test
    void floatsRoundToTheNearestBrainFloatAndTiesToEven() {
        ByteBuffer bytes = TensorType.BF16.bytes(
                new float[] {1f, -2.5f, 1 + 0x1p-8f, 1 + 0x1p-7f + 0x1p-8f, Math.nextUp(1 + 0x1p-8f), Float.MAX_VALUE});
        short[] values = new short[6];
        bytes.asShortBuffer().get(values);
        assertThat(values)
                .containsExactly(
                        (short) 0x3F80, (short) 0xC020, (short) 0x3F80, (short) 0x3F82, (short) 0x3F81, (short) 0x7F80);
        assertThat(TensorType.BF16.floatAt(TensorType.BF16.bytes(new float[] {Float.NaN}), 0))
                .isNaN();
    }

    private static short[] halves(float... values) {
        short[] halves = new short[values.length];
        TensorType.F16.bytes(values).asShortBuffer().get(halves);
        return halves;
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
        byte[] file = file("{'q':{'dtype':'F8_E4M3','shape':[0],'data_offsets':[0,0]}}", 0);

        assertThatThrownBy(() -> Safetensors.read("quantised", file))
                .hasMessage("quantised: tensor q has the unsupported dtype F8_E4M3");
    }

    @Test
    void everyInconsistentHeaderIsRefusedWithOneLine() throws Exception {
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("{'q':{'dtype':'F32','shape':[-2],'data_offsets':[8,0]}}", "shape");
        bad.put("{'q':{'dtype':'F32','shape':[-1,-2],'data_offsets':[0,8]}}", "shape");
        bad.put("{'q':{'dtype':'F32','shape':[4294967296,4294967296],'data_offsets':[0,8]}}", "too large");
        bad.put("{'q':{'dtype':'I64','shape':[2305843009213693952],'data_offsets':[0,8]}}", "too large");
        bad.put("{'q':{'dtype':'F32','shape':[2.5],'data_offsets':[0,8]}}", "shape");
        bad.put("{'q':{'dtype':'F32','shape':[99999999999999999999],'data_offsets':[0,8]}}", "shape");
        bad.put("{'q':{'dtype':'F32','shape':{'a':2},'data_offsets':[0,8]}}", "shape");
        bad.put("{'q':{'dtype':'F32','data_offsets':[0,4]}}", "no shape");
        bad.put("{'q':{'dtype':'F32','shape':[2]}}", "data_offsets");
        bad.put("{'q':{'dtype':'F32','shape':[2],'data_offsets':[0]}}", "data_offsets");
        bad.put("{'q':{'dtype':'F32','shape':[2],'data_offsets':[-8,0]}}", "data_offsets");
        bad.put("{'q':17}", "dtype");
        bad.put(
                "{'q':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'r':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}",
                "begins at byte 4");
        bad.put("{'q':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}", "begins at byte 4");
        bad.put("{'q':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}", "end at byte 4");
        bad.put(
                "{'q':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'q':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}",
                "uplicate");
        bad.put("[]", "not a JSON object");
        bad.put("null", "not a JSON object");
        bad.put("17", "not a JSON object");
        bad.put("{} {}", "not valid JSON");
        bad.put("[".repeat(100_000), "not valid JSON");
        for (Map.Entry<String, String> header : bad.entrySet()) {
            byte[] bytes = file(header.getKey(), 8);
            Path file = Files.write(folder.resolve("bad.safetensors"), bytes);

            assertThatThrownBy(() -> Safetensors.read("memory", bytes))
                    .as(header.getKey()
                            .substring(0, Math.min(100, header.getKey().length())))
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining(header.getValue())
                    .hasMessageNotContaining("\n");
            assertThatThrownBy(() -> Safetensors.read(file)).isInstanceOf(ModelFormatException.class);
        }
    }

    /** A property with fixed seeds: random damage to a file gives a map or a {@link ModelFormatException}, nothing else. */
    @Test
    void anyDamageToAFileIsReadOrRefused() {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        tensors.put("b", TensorData.of(new float[6], 2, 3));
        tensors.put("a", TensorData.of(new float[] {7}));
        byte[] whole = Safetensors.bytes(tensors);
        Random random = new Random(15);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = whole.clone();
            for (int hits = random.nextInt(3); hits >= 0; hits--) {
                damaged[random.nextInt(damaged.length - 28)] =
                        (byte) (random.nextBoolean() ? '0' + random.nextInt(10) : random.nextInt(256));
            }
            try {
                assertThat(Safetensors.read("damaged", damaged)).isNotNull();
            } catch (ModelFormatException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(10_000);
    }

    /** Returns a file with a header, in which ' stands for ", and zeros as data. */
    private static byte[] file(String header, int dataBytes) {
        byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .array();
    }
}
