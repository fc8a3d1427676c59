package dev.factstream.model.lora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.factstream.model.TestResources;
import dev.factstream.model.checkpoint.CheckpointFolder;
import dev.factstream.model.checkpoint.ModelFormatException;
import dev.factstream.model.checkpoint.TensorData;
import dev.factstream.model.checkpoint.TensorType;
import dev.factstream.model.network.VisionLanguageModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MergedFolderTest {
    @TempDir
    Path temporary;

    @ParameterizedTest
    @ValueSource(strings = {"biased-llava", "plain-llama"})
    void anAdapterIsInTheWeightsBitForBit(String name) {
        Path base = TestResources.folder("oracles/" + name);
        Path out = temporary.resolve("merged");
        try (VisionLanguageModel model = VisionLanguageModel.load(base, Device.cpu());
                var scope = model.newScope();
                LoraAdapter adapter = PeftFolder.read(base.resolve("adapter"), model.config(), scope)) {
            MergedFolder.write(base, adapter, Optional.of(TensorType.F32), out);

            Map<String, NDArray> expected = MergedWeights.of(scope, model.weights(), adapter);
            Map<String, TensorData> written = CheckpointFolder.read(out).tensors();
            assertThat(written.keySet()).isEqualTo(expected.keySet());
            written.forEach((tensor, data) -> assertThat(data.floats())
                    .as(tensor)
                    .isEqualTo(expected.get(tensor).toFloatArray()));
        }
        assertThat(CheckpointFolder.weightFiles(out)).hasSameSizeAs(CheckpointFolder.weightFiles(base));
        assertThat(out.resolve("tokenizer.json")).hasSameBinaryContentAs(base.resolve("tokenizer.json"));
        assertThat(out.resolve("expected.safetensors")).doesNotExist();
    }

    @Test
    void withoutATypeEachTensorKeepsItsOwnAndOnlyAdaptedOnesChange() {
        Path base = TestResources.BIASED_LLAVA;
        Path out = temporary.resolve("merged");
        Set<String> changed = new HashSet<>();
        try (VisionLanguageModel model = VisionLanguageModel.load(base, Device.cpu());
                var scope = model.newScope();
                LoraAdapter adapter = PeftFolder.read(base.resolve("adapter"), model.config(), scope)) {
            MergedFolder.write(base, adapter, Optional.empty(), out);
            Map<String, TensorData> written = CheckpointFolder.read(out).tensors();
            CheckpointFolder.read(base).tensors().forEach((name, tensor) -> {
                assertThat(written.get(name).type()).isEqualTo(tensor.type());
                if (!written.get(name).bytes().equals(tensor.bytes())) {
                    changed.add(name);
                }
            });
            assertThat(changed)
                    .isEqualTo(adapter.pairs().keySet().stream()
                            .map(module -> module + ".weight")
                            .collect(Collectors.toSet()));
        }
    }

    @Test
    void theTypeIsWrittenInWeightsConfigurationAndIndex() throws IOException {
        Path base = TestResources.PLAIN_LLAMA;
        Path out = temporary.resolve("merged");
        try (VisionLanguageModel model = VisionLanguageModel.load(base, Device.cpu());
                var scope = model.newScope();
                LoraAdapter adapter = PeftFolder.read(base.resolve("adapter"), model.config(), scope)) {
            MergedFolder.write(base, adapter, Optional.of(TensorType.BF16), out);

            long bytes = 0;
            Map<String, NDArray> exact = MergedWeights.of(scope, model.weights(), adapter);
            for (Map.Entry<String, TensorData> tensor :
                    CheckpointFolder.read(out).tensors().entrySet()) {
                assertThat(tensor.getValue().type()).isEqualTo(TensorType.BF16);
                float[] rounded = tensor.getValue().floats();
                float[] full = exact.get(tensor.getKey()).toFloatArray();
                for (int i = 0; i < full.length; i++) {
                    assertThat(Math.abs(rounded[i] - full[i])).isLessThanOrEqualTo(Math.abs(full[i]) / 256);
                }
                bytes += 2L * full.length;
            }
            JsonNode index = new ObjectMapper()
                    .readTree(out.resolve(CheckpointFolder.INDEX).toFile());
            assertThat(index.get("metadata").get("total_size").asLong()).isEqualTo(bytes);
        }
        assertThat(Files.readString(out.resolve("config.json")))
                .contains("bfloat16")
                .doesNotContain("float32");
    }

    @Test
    void aFolderWithFilesIsNotTouched() throws IOException {
        Path base = TestResources.PLAIN_LLAMA;
        Path out = Files.createDirectories(temporary.resolve("full"));
        Files.writeString(out.resolve("mine.txt"), "mine");
        try (VisionLanguageModel model = VisionLanguageModel.load(base, Device.cpu());
                var scope = model.newScope();
                LoraAdapter adapter = PeftFolder.read(base.resolve("adapter"), model.config(), scope)) {
            assertThatThrownBy(() -> MergedFolder.write(base, adapter, Optional.empty(), out))
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining("is not empty");
        }
        assertThat(out).isDirectoryContaining("glob:**mine.txt").isNotEmptyDirectory();
        assertThat(out.resolve("config.json")).doesNotExist();
    }
}
