package dev.factstream.model.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.factstream.model.checkpoint.LlavaConfig;
import dev.factstream.model.checkpoint.TextConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lists weights in the order that the network's script expects (documented at the top of each script). */
final class NetworkWeights {

    private static final String[] LANGUAGE = {
        "input_layernorm.weight",
        "self_attn.q_proj.weight",
        "self_attn.k_proj.weight",
        "self_attn.v_proj.weight",
        "self_attn.o_proj.weight",
        "post_attention_layernorm.weight",
        "mlp.gate_proj.weight",
        "mlp.up_proj.weight",
        "mlp.down_proj.weight",
        "self_attn.q_proj.bias",
        "self_attn.k_proj.bias",
        "self_attn.v_proj.bias",
        "self_attn.o_proj.bias",
        "mlp.gate_proj.bias",
        "mlp.up_proj.bias",
        "mlp.down_proj.bias"
    };
    private static final String[] VISION = {
        "layer_norm1",
        "self_attn.q_proj",
        "self_attn.k_proj",
        "self_attn.v_proj",
        "self_attn.out_proj",
        "layer_norm2",
        "mlp.fc1",
        "mlp.fc2"
    };

    private final Map<String, NDArray> weights;
    private final NDArray none;

    private NetworkWeights(Map<String, NDArray> weights, NDArray none) {
        this.weights = weights;
        this.none = none;
    }

    static List<NDArray> language(NDManager manager, TextConfig text, Map<String, NDArray> weights, NDArray none) {
        NetworkWeights from = new NetworkWeights(weights, none);
        List<NDArray> list = new ArrayList<>();
        list.add(from.get("language_model.embed_tokens.weight"));
        list.add(from.get("language_model.norm.weight"));
        double[] frequencies = text.rope().inverseFrequencies(text.headDim());
        list.add(rotary(manager, text.maxPositions(), frequencies, true));
        list.add(rotary(manager, text.maxPositions(), frequencies, false));
        for (int i = 0; i < text.layers(); i++) {
            for (String name : LANGUAGE) {
                list.add(from.get("language_model.layers." + i + "." + name));
            }
        }
        return list;
    }

    static List<NDArray> vision(LlavaConfig.ImageInput image, Map<String, NDArray> weights, NDArray none) {
        NetworkWeights from = new NetworkWeights(weights, none);
        List<NDArray> list = new ArrayList<>();
        list.add(from.get("vision_tower.embeddings.class_embedding"));
        list.add(from.get("vision_tower.embeddings.patch_embedding.weight"));
        list.add(from.get("vision_tower.embeddings.position_embedding.weight"));
        from.weightAndBias(list, "vision_tower.pre_layrnorm");
        for (int i = 0; i < image.vision().layers(); i++) {
            for (String name : VISION) {
                from.weightAndBias(list, "vision_tower.encoder.layers." + i + "." + name);
            }
        }
        return list;
    }

    static List<NDArray> projector(Map<String, NDArray> weights, NDArray none) {
        NetworkWeights from = new NetworkWeights(weights, none);
        List<NDArray> list = new ArrayList<>();
        from.weightAndBias(list, "multi_modal_projector.linear_1");
        from.weightAndBias(list, "multi_modal_projector.linear_2");
        return list;
    }

    private void weightAndBias(List<NDArray> list, String module) {
        list.add(get(module + ".weight"));
        list.add(get(module + ".bias"));
    }

    /** Only biases can be absent: the checkpoint has been validated against its configuration. */
    private NDArray get(String name) {
        return weights.getOrDefault(name, none);
    }

    /** Returns cos or sin of position · frequency, [positions, frequencies]. */
    private static NDArray rotary(NDManager manager, int positions, double[] frequencies, boolean cosine) {
        float[] table = new float[positions * frequencies.length];
        for (int p = 0; p < positions; p++) {
            for (int f = 0; f < frequencies.length; f++) {
                // in fp32 as in Hugging Face; otherwise late positions would differ
                float angle = p * (float) frequencies[f];
                table[p * frequencies.length + f] = (float) (cosine ? Math.cos(angle) : Math.sin(angle));
            }
        }
        return manager.create(table, new Shape(positions, frequencies.length));
    }
}
