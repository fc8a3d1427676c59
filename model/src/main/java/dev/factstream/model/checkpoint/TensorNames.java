package dev.factstream.model.checkpoint;

import java.util.regex.Pattern;

/**
 * Converts tensor names between the layouts in use. The canonical layout: {@code language_model.layers.0…},
 * {@code language_model.embed_tokens.weight}, {@code language_model.norm.weight}, {@code lm_head.weight},
 * {@code vision_tower.embeddings…}, {@code vision_tower.encoder.layers.0…}, {@code multi_modal_projector.linear_1…}.
 */
public final class TensorNames {

    /** Buffers in older checkpoints that follow from the configuration. */
    private static final Pattern REDUNDANT = Pattern.compile(".*(\\.position_ids|\\.rotary_emb\\.inv_freq)");

    private TensorNames() {}

    /** Whether the tensor follows from the configuration and can be ignored. */
    static boolean redundant(String name) {
        return REDUNDANT.matcher(name).matches();
    }

    /** Returns the canonical name of a tensor of a LLaVA or plain Llama checkpoint; unknown names are returned unchanged. */
    public static String canonical(String name) {
        String[][] prefixes = {
            {"language_model.model.", "language_model."}, // on disk, before and since transformers 4.52
            {"language_model.lm_head.", "lm_head."},
            {"model.language_model.", "language_model."}, // module names of newer versions
            {"model.vision_tower.vision_model.", "vision_tower."},
            {"vision_tower.vision_model.", "vision_tower."},
            {"model.vision_tower.", "vision_tower."},
            {"model.multi_modal_projector.", "multi_modal_projector."},
            {"model.layers.", "language_model.layers."}, // LlamaForCausalLM
            {"model.embed_tokens.", "language_model.embed_tokens."},
            {"model.norm.", "language_model.norm."},
        };
        for (String[] prefix : prefixes) {
            if (name.startsWith(prefix[0])) {
                return prefix[1] + name.substring(prefix[0].length());
            }
        }
        return name;
    }

    /**
     * Returns the name in the module tree of current transformers, as peft uses it: {@code model.language_model.layers…} in
     * LLaVA, {@code model.layers…} in a plain Llama, {@code lm_head…} in both.
     */
    public static String module(String canonical, boolean textOnly) {
        if (textOnly) {
            return onDisk(canonical, true);
        }
        return canonical.startsWith("lm_head") ? canonical : "model." + canonical;
    }

    /** Returns the name under which Hugging Face writes a canonical tensor. */
    static String onDisk(String canonical, boolean textOnly) {
        if (textOnly) {
            return canonical.startsWith("language_model.")
                    ? "model." + canonical.substring("language_model.".length())
                    : canonical;
        }
        if (canonical.startsWith("language_model.")) {
            return "language_model.model." + canonical.substring("language_model.".length());
        }
        if (canonical.startsWith("lm_head.")) {
            return "language_model." + canonical;
        }
        return canonical.replaceFirst("^vision_tower\\.", "vision_tower.vision_model.");
    }
}
