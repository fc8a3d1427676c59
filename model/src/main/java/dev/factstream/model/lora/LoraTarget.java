package dev.factstream.model.lora;

import dev.factstream.model.checkpoint.TextConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * A linear layer of the language model that can be adapted.
 *
 * @param module canonical name, such as {@code language_model.layers.0.mlp.up_proj}
 * @param in input features
 * @param out output features
 */
record LoraTarget(String module, int in, int out) {

    /** Returns the seven targets of every layer, in the order of {@link LoraSettings#ALL_TARGETS}. */
    static List<LoraTarget> all(TextConfig text) {
        return of(text, LoraSettings.ALL_TARGETS);
    }

    /** Returns the targets of every layer whose name ends with one of {@code names}. */
    static List<LoraTarget> of(TextConfig text, List<String> names) {
        int hidden = text.hiddenSize();
        int queries = text.heads() * text.headDim();
        int keys = text.kvHeads() * text.headDim();
        List<LoraTarget> targets = new ArrayList<>();
        for (int i = 0; i < text.layers(); i++) {
            String layer = "language_model.layers." + i;
            for (String name : names) {
                targets.add(
                        switch (name) {
                            case "q_proj" -> new LoraTarget(layer + ".self_attn.q_proj", hidden, queries);
                            case "k_proj", "v_proj" -> new LoraTarget(layer + ".self_attn." + name, hidden, keys);
                            case "o_proj" -> new LoraTarget(layer + ".self_attn.o_proj", queries, hidden);
                            case "gate_proj", "up_proj" ->
                                new LoraTarget(layer + ".mlp." + name, hidden, text.intermediateSize());
                            case "down_proj" ->
                                new LoraTarget(layer + ".mlp.down_proj", text.intermediateSize(), hidden);
                            default -> throw new IllegalArgumentException(name);
                        });
            }
        }
        return targets;
    }
}
