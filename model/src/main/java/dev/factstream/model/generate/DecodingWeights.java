package dev.factstream.model.generate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.factstream.model.checkpoint.TextConfig;
import dev.factstream.model.engine.Gradients;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.lora.MergedWeights;
import dev.factstream.model.network.VisionLanguageModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The language model's weights as {@code decoding.ts.py} takes them: adapter merged, projections of one input joined. */
final class DecodingWeights implements AutoCloseable {

    private final NDManager manager;
    private final List<NDArray> tensors = new ArrayList<>();
    private final Map<String, NDArray> weights;
    private final NDArray none;

    DecodingWeights(VisionLanguageModel model, LoraAdapter adapter) {
        manager = model.newScope();
        TextConfig text = model.config().text();
        none = manager.create(new Shape(0));
        try (Gradients paused = Gradients.pause();
                NDManager scratch = manager.newSubManager()) {
            weights = MergedWeights.of(scratch, model.weights(), adapter);
            tensors.addAll(model.languageWeights().subList(0, 4));
            tensors.add(model.head());
            for (int i = 0; i < text.layers(); i++) {
                layer("language_model.layers." + i + ".");
            }
        }
    }

    private void layer(String layer) {
        tensors.add(weights.get(layer + "input_layernorm.weight"));
        joined(layer + "self_attn.q_proj", layer + "self_attn.k_proj", layer + "self_attn.v_proj");
        joined(layer + "self_attn.o_proj");
        tensors.add(weights.get(layer + "post_attention_layernorm.weight"));
        joined(layer + "mlp.gate_proj", layer + "mlp.up_proj");
        joined(layer + "mlp.down_proj");
    }

    /** Weight and bias of several modules, one below the other. */
    private void joined(String... modules) {
        for (String kind : new String[] {".weight", ".bias"}) {
            NDList parts = new NDList();
            for (String module : modules) {
                parts.add(weights.getOrDefault(module + kind, none));
            }
            NDArray all = NDArrays.concat(parts, 0);
            all.attach(manager);
            tensors.add(all);
        }
    }

    List<NDArray> tensors() {
        return tensors;
    }

    @Override
    public void close() {
        manager.close();
    }
}
