package dev.factstream.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.model.TestResources;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LlavaConfigTest {

    @Test
    void absentKeysInTheConfigurationOfLlava15HaveTheDefaultsOfTransformers() {
        LlavaConfig config = parse("""
                {"model_type": "llava", "image_token_index": 32000, "vision_feature_layer": -2,
                 "text_config": {"max_position_embeddings": 4096, "rms_norm_eps": 1e-05, "vocab_size": 32064},
                 "vision_config": {"hidden_size": 1024, "image_size": 336, "intermediate_size": 4096,
                   "num_attention_heads": 16, "num_hidden_layers": 24, "patch_size": 14}}""");

        assertThat(config.text().headDim()).isEqualTo(128);
        assertThat(config.text().kvHeads()).isEqualTo(32);
        assertThat(config.text().intermediateSize()).isEqualTo(11008);
        assertThat(config.image().orElseThrow().tokens()).isEqualTo(576);
        assertThat(config.image().orElseThrow().featureLayers()).isEqualTo(List.of(23));
        assertThat(ExpectedTensors.of(config)).hasSize(3 + 2 + 24 * 16 + 2 + 4 + 1 + 32 * 9 + 1 + 1);
    }

    @Test
    void olderAndNewerFormatsOfRotaryScalingAreEquivalent() {
        RopeConfig older = parse("""
                        {"model_type": "llama", "rope_theta": 500000.0, "rope_scaling": {"type": "linear", "factor": 4.0}}""").text().rope();
        RopeConfig newer = parse("""
                        {"model_type": "llama",
                         "rope_parameters": {"rope_theta": 500000.0, "rope_type": "linear", "factor": 4.0}}""").text().rope();

        assertThat(older).isEqualTo(newer).isEqualTo(new RopeConfig(RopeConfig.Type.LINEAR, 500000, 4, 1, 1, 0));
    }

    @Test
    void aWrittenConfigurationIsReadBack() {
        for (var folder : List.of(TestResources.BIASED_LLAVA, TestResources.PLAIN_LLAMA)) {
            LlavaConfig config = LlavaConfig.read(folder);
            SpecialTokenIds ids =
                    new SpecialTokenIds(java.util.Optional.of(1), java.util.Optional.of(2), java.util.Optional.empty());

            assertThat(parse(new ConfigWriter(config, ids).json().toString())).isEqualTo(config);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'model_type': 'mamba'} | model_type = mamba",
                "{'model_type': 'llama', 'hidden_act': 'tanh'} | hidden_act = tanh",
                "{'model_type': 'llama', 'rope_scaling': {'rope_type': 'yarn'}} | rope_scaling.rope_type = yarn",
                "{'model_type': 'llama', 'hidden_size': 'large'} | hidden_size = \"large\"",
                "{'model_type': 'llava', 'text_config': {'model_type': 'qwen2'}} | text_config.model_type = qwen2",
                "{'vision_feature_select_strategy': 'cls'} | vision_feature_select_strategy = cls",
                "{'vision_feature_layer': -99} | vision_feature_layer = [-99]",
                "{'projector_hidden_act': 'elu'} | projector_hidden_act = elu",
            })
    void anUnsupportedValueIsNamedWithItsKey(String json, String complaint) {
        assertThatThrownBy(() -> parse(json.replace('\'', '"')))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining(complaint + " is not supported");
    }

    private static LlavaConfig parse(String json) {
        return LlavaConfig.of(ConfigNode.parse("config.json", json.getBytes(StandardCharsets.UTF_8)));
    }
}
