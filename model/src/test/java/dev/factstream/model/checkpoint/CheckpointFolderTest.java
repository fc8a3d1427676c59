package dev.factstream.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.model.TestResources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFolderTest {

    private static final String TENSOR = "language_model.model.layers.1.mlp.up_proj.weight";

    @TempDir
    Path folder;

    private Map<String, TensorData> tensors;

    @BeforeEach
    void copy() {
        TestResources.copy(TestResources.BIASED_LLAVA, folder);
        tensors = Safetensors.read(TestResources.BIASED_LLAVA.resolve("model.safetensors"));
        assertThat(tensors).containsKey(TENSOR);
    }

    @Test
    void bothNameLayoutsGiveTheSameModel() {
        String hash = CheckpointFolder.read(folder).sha256();

        writeRenamed(name -> "model."
                + name.replace("language_model.model.", "language_model.")
                        .replace("vision_tower.", "vision_tower.vision_model."));

        assertThat(CheckpointFolder.read(folder).sha256()).isEqualTo(hash);
    }

    @Test
    void aHeadThatDiffersFromTheEmbeddingIsKeptInSpiteOfTheTieFlag() {
        tensors.put("language_model.lm_head.weight", TensorData.of(new float[262 * 32], 262, 32));
        write();

        CheckpointFolder checkpoint = CheckpointFolder.read(folder);

        assertThat(checkpoint.tensors()).containsKey("lm_head.weight");
        assertThat(checkpoint.config().text().tieWordEmbeddings()).isFalse();
    }

    @Test
    void aHeadWithoutAnEmbeddingServesAsBothUnderTheTieFlag() {
        String hash = CheckpointFolder.read(folder).sha256();
        tensors.put("language_model.lm_head.weight", tensors.remove("language_model.model.embed_tokens.weight"));
        write();

        assertThat(CheckpointFolder.read(folder).sha256()).isEqualTo(hash);
    }

    @Test
    void theOriginalLayoutOfLlavaIsRefusedWithTheWayToConvertIt() throws Exception {
        Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"llava\", \"mm_vision_tower\": \"clip\"}");

        assertThatThrownBy(() -> CheckpointFolder.read(folder)).hasMessageContaining("convert_llava_weights_to_hf.py");
    }

    @Test
    void redundantBuffersOfOlderCheckpointsAreIgnored() {
        tensors.put("vision_tower.vision_model.embeddings.position_ids", TensorData.of(new float[10], 1, 10));
        tensors.put("language_model.model.layers.0.self_attn.rotary_emb.inv_freq", TensorData.of(new float[5], 5));
        tensors.put("language_model.lm_head.weight", tensors.get("language_model.model.embed_tokens.weight")); // tied
        write();

        assertThat(CheckpointFolder.read(folder).tensors()).doesNotContainKey("lm_head.weight");
    }

    @Test
    void aMissingTensorIsNamed() {
        tensors.remove(TENSOR);
        write();

        assertThatThrownBy(() -> CheckpointFolder.read(folder))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("language_model.layers.1.mlp.up_proj.weight is missing");
    }

    @Test
    void anUnexpectedTensorIsNamed() {
        tensors.put("score.weight", TensorData.of(new float[3], 3));
        write();

        assertThatThrownBy(() -> CheckpointFolder.read(folder)).hasMessageContaining("unexpected tensor score.weight");
    }

    @Test
    void aMisshapenTensorIsNamedWithBothShapes() {
        tensors.put(TENSOR, TensorData.of(new float[6], 2, 3));
        write();

        assertThatThrownBy(() -> CheckpointFolder.read(folder))
                .hasMessageContaining("mlp.up_proj.weight has shape [2, 3], the configuration requires [48, 32]");
    }

    @Test
    void oneChangedBitChangesTheHash() {
        String hash = CheckpointFolder.read(folder).sha256();
        TensorData tensor = tensors.get(TENSOR);
        float[] values = tensor.floats();
        values[7] = Math.nextUp(values[7]);
        tensors.put(TENSOR, TensorData.of(values, tensor.shape()));
        write();

        assertThat(hash).matches("[0-9a-f]{64}");
        assertThat(CheckpointFolder.read(folder).sha256()).isNotEqualTo(hash);
    }

    @Test
    void aFolderWithoutWeightsIsReported() {
        assertThatThrownBy(() -> CheckpointFolder.read(TestResources.folder("images/wide")))
                .hasMessageContaining("config.json: missing");
    }

    private void write() {
        Safetensors.write(folder.resolve("model.safetensors"), tensors);
    }

    private void writeRenamed(UnaryOperator<String> rename) {
        Map<String, TensorData> renamed = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> renamed.put(rename.apply(name), tensor));
        Safetensors.write(folder.resolve("model.safetensors"), renamed);
    }
}
