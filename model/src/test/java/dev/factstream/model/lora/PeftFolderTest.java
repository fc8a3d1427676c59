package dev.factstream.model.lora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factstream.model.ReferenceModel;
import dev.factstream.model.TestResources;
import dev.factstream.model.checkpoint.LlavaConfig;
import dev.factstream.model.checkpoint.ModelFormatException;
import dev.factstream.model.checkpoint.Safetensors;
import dev.factstream.model.checkpoint.TensorData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeftFolderTest {

    private final LlavaConfig config = ReferenceModel.get().config();
    private final NDManager scope = ReferenceModel.get().newScope();

    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void copy() {
        folder = TestResources.copy(TestResources.BIASED_LLAVA.resolve("adapter"), temporary.resolve("adapter"));
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void readsAdapterWrittenByPeftWithItsSettings() {
        LoraAdapter adapter = PeftFolder.read(folder, config, scope);

        assertThat(adapter.settings().targets()).containsExactly("q_proj", "v_proj", "up_proj");
        assertThat(adapter.settings().rank()).isEqualTo(3);
        assertThat(adapter.settings().scale()).isEqualTo(5 / Math.sqrt(3)); // use_rslora
    }

    @Test
    void writtenAdapterHasPeftNamesAndTheSameHashWhenRead() {
        LoraAdapter adapter = PeftFolder.read(folder, config, scope);
        PeftFolder.write(temporary.resolve("written"), adapter, config);

        LoraAdapter again = PeftFolder.read(temporary.resolve("written"), config, scope);

        assertThat(again.hash()).isEqualTo(adapter.hash());
        assertThat(again.settings()).isEqualTo(adapter.settings());
        assertThat(names(temporary.resolve("written"))).containsExactlyInAnyOrderElementsOf(names(folder));
    }

    @Test
    void anAdapterIsWrittenAndReadAsBytes() {
        LoraAdapter adapter = PeftFolder.read(folder, config, scope);

        LoraAdapter again = PeftFolder.read(
                "topic",
                PeftFolder.configBytes(adapter, config),
                PeftFolder.weightBytes(adapter, config),
                config,
                scope);

        assertThat(again.hash()).isEqualTo(adapter.hash());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rank_pattern | {~q_proj~: 0}",
                "alpha_pattern | {~q_(proj~: 8}",
                "init_lora_weights | ~corda~",
                "init_lora_weights | ~loftq~",
                "init_lora_weights | ~pissa_niter_4~",
                "layer_replication | [[0, 2], [1, 2]]",
                "trainable_token_indices | [1]",
                "target_parameters | [~weight~]",
                "alora_invocation_tokens | [1, 2]",
                "use_qalora | true",
                "a_key_of_tomorrow | 0.5",
                "peft_type | ~IA3~",
            })
    void anUnsupportedFeatureIsRejectedByName(String key, String value) throws Exception {
        ObjectMapper json = new ObjectMapper();
        Path file = folder.resolve("adapter_config.json");
        ObjectNode settings = (ObjectNode) json.readTree(file.toFile());
        settings.set(key, json.readTree(value.replace('~', '"')));
        Files.writeString(file, settings.toString());

        assertThatThrownBy(() -> PeftFolder.read(folder, config, scope))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining(key)
                .hasMessageContaining("is not supported");
    }

    @ParameterizedTest
    @CsvSource({
        "base_model.model.model.vision_tower.encoder.layers.7.self_attn.q_proj.lora_A.weight, unsupported adapter tensor",
        "base_model.model.model.language_model.layers.0.mlp.up_proj.lora_magnitude_vector, use_dora is false",
        "base_model.model.model.language_model.embed_tokens.weight, has shape",
        "base_model.model.score.weight, unsupported adapter tensor score.weight",
    })
    void aTensorThatTheModelOrTheConfigurationDoesNotExpectIsRejectedByName(String name, String reason) {
        Map<String, TensorData> tensors = Safetensors.read(folder.resolve("adapter_model.safetensors"));
        tensors.put(name, TensorData.of(new float[48], 48));
        byte[] settings = PeftFolder.configBytes(PeftFolder.read(folder, config, scope), config);

        assertThatThrownBy(() -> PeftFolder.read("vision", settings, Safetensors.bytes(tensors), config, scope))
                .hasMessageContaining(reason);
    }

    @Test
    void anAdapterOfAnotherRankIsRejectedWithBothShapes() {
        LoraSettings other = LoraSettings.of(4, 8, java.util.List.of("q_proj"));
        LoraAdapter adapter = PeftFolder.read(folder, config, scope);

        assertThatThrownBy(() -> PeftFolder.read(
                        "manifest",
                        PeftConfig.bytes(other, false),
                        PeftFolder.weightBytes(adapter, config),
                        config,
                        scope))
                .hasMessageContaining("q_proj.lora_A has shape [3, 32], the model requires [4, 32]");
    }

    private static java.util.Set<String> names(Path folder) {
        return Safetensors.read(folder.resolve("adapter_model.safetensors")).keySet();
    }
}
