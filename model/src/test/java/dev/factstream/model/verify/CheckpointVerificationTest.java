package dev.factstream.model.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.factstream.model.TestResources;
import dev.factstream.model.checkpoint.Safetensors;
import dev.factstream.model.checkpoint.TensorData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CheckpointVerificationTest {
    private static final Set<String> SUPPORTED = Set.of("llava", "llama");

    @TempDir
    Path folder;

    @Test
    void aLlavaWithEveryUnusualSettingAgreesWithTransformersAndPeft() {
        List<QuantityComparison> lines = CheckpointVerification.verify(TestResources.BIASED_LLAVA, Device.cpu());

        assertThat(lines).hasSize(16).allMatch(QuantityComparison::passed).allMatch(line -> line.tolerance() >= 0);
    }

    @Test
    void aTextOnlyModelInShardsAgreesWithTransformersAndPeft() {
        List<QuantityComparison> lines = CheckpointVerification.verify(TestResources.PLAIN_LLAMA, Device.cpu());

        assertThat(lines).hasSize(9).allMatch(QuantityComparison::passed).allMatch(line -> line.tolerance() >= 0);
    }

    @Test
    void aTextOnlyModelWithTiedEmbeddingsAgreesWithTransformers() {
        List<QuantityComparison> lines = CheckpointVerification.verify(TestResources.TIED_LLAMA, Device.cpu());

        assertThat(lines).hasSize(4).allMatch(QuantityComparison::passed).allMatch(line -> line.tolerance() >= 0);
    }

    static Stream<String> quantities() {
        return Safetensors.read(TestResources.BIASED_LLAVA.resolve("expected.safetensors")).keySet().stream()
                .filter(name -> !name.equals("input_ids") && !name.equals("attention_mask"));
    }

    @ParameterizedTest
    @MethodSource("quantities")
    void anyQuantityThatDiffersIsReported(String quantity) {
        TestResources.copy(TestResources.BIASED_LLAVA, folder);
        Path file = folder.resolve("expected.safetensors");
        Map<String, TensorData> expected = Safetensors.read(TestResources.BIASED_LLAVA.resolve("expected.safetensors"));
        expected.computeIfPresent(quantity, (name, tensor) -> disturbed(tensor));
        Safetensors.write(file, expected);

        List<QuantityComparison> lines = CheckpointVerification.verify(folder, Device.cpu());

        assertThat(lines).filteredOn(line -> line.quantity().equals(quantity)).noneMatch(QuantityComparison::passed);
    }

    @Test
    void anUnknownQuantityIsReportedAsNotCompared() {
        TestResources.copy(TestResources.PLAIN_LLAMA, folder);
        Map<String, TensorData> expected = Safetensors.read(TestResources.PLAIN_LLAMA.resolve("expected.safetensors"));
        expected.put("mystery", TensorData.of(new float[1], 1));
        Safetensors.write(folder.resolve("expected.safetensors"), expected);

        assertThat(CheckpointVerification.verify(folder, Device.cpu()))
                .filteredOn(line -> line.quantity().equals("mystery"))
                .singleElement()
                .hasToString("--   mystery (not compared: unknown quantity)");
    }

    static Stream<Path> sharedOracles() throws IOException {
        Path oracles = Path.of("../../shared/oracles").toAbsolutePath().normalize();
        return Files.isDirectory(oracles)
                ? Files.list(oracles).filter(Files::isDirectory).sorted()
                : Stream.of(oracles);
    }

    @ParameterizedTest
    @MethodSource("sharedOracles")
    void aSharedOracleAgrees(Path oracle) throws IOException {
        assumeTrue(Files.isDirectory(oracle), () -> "needs the folder " + oracle);
        String family = new ObjectMapper()
                .readTree(oracle.resolve("config.json").toFile())
                .path("model_type")
                .asText();
        assumeTrue(SUPPORTED.contains(family), () -> "needs the model family " + family);

        assertThat(CheckpointVerification.verify(oracle, Device.cpu())).allMatch(QuantityComparison::passed);
    }

    /** Changes the last value, which is never padding. */
    private static TensorData disturbed(TensorData tensor) {
        if (tensor.type().name().equals("I64")) {
            tensor = new TensorData(tensor.type(), tensor.shape(), copy(tensor));
            int last = tensor.bytes().capacity() - 8;
            tensor.bytes().putLong(last, tensor.bytes().getLong(last) + 1);
            return tensor;
        }
        float[] values = tensor.floats();
        values[values.length - 1] += 0.1f;
        return TensorData.of(values, tensor.shape());
    }

    private static java.nio.ByteBuffer copy(TensorData tensor) {
        return java.nio.ByteBuffer.allocate(tensor.bytes().capacity())
                .put(tensor.bytes().duplicate())
                .flip();
    }
}
