package dev.factstream.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.factstream.model.TestResources;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeightInitialiserTest {

    private final LlavaConfig config = LlavaConfig.read(TestResources.BIASED_LLAVA);
    private final Map<String, TensorData> weights = WeightInitialiser.weights(config, 1);

    @Test
    void everyTensorOfTheConfigurationIsCreated() {
        assertThat(weights.keySet()).isEqualTo(ExpectedTensors.of(config).keySet());
    }

    @Test
    void normsAreOneAndBiasesZero() {
        assertThat(weights.get("language_model.norm.weight").floats()).containsOnly(1);
        assertThat(weights.get("vision_tower.pre_layrnorm.weight").floats()).containsOnly(1);
        assertThat(weights.get("language_model.layers.0.mlp.up_proj.bias").floats())
                .containsOnly(0);
    }

    @Test
    void deviationsAreThoseOfTransformers() {
        assertThat(deviation("language_model.embed_tokens.weight")).isCloseTo(0.02, withinPercentage(5));
        // CLIP, width 24, 3 layers: 1/√24 · 1/√6 and 1/√48
        assertThat(deviation("vision_tower.encoder.layers.1.self_attn.q_proj.weight"))
                .isCloseTo(0.0833, withinPercentage(10));
        assertThat(deviation("vision_tower.encoder.layers.1.mlp.fc1.weight")).isCloseTo(0.1443, withinPercentage(10));
    }

    private double deviation(String name) {
        double squares = 0;
        float[] values = weights.get(name).floats();
        for (float value : values) {
            squares += value * value;
        }
        return Math.sqrt(squares / values.length);
    }
}
