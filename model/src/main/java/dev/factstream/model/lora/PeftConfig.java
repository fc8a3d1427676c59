package dev.factstream.model.lora;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factstream.model.checkpoint.ConfigNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The content of adapter_config.json (peft 0.21). The adapted modules are those whose tensors are in the file, so
 * {@code target_modules} and similar keys are not evaluated. A key that is neither understood nor without effect on the
 * computation must be off: absent, null, false, empty or "none".
 *
 * @param initialisation how peft changes the base before it loads the tensors
 * @param dora whether the rows of adapted weights are scaled to learned lengths
 * @param savedModules last components of modules whose own weights replace those of the base
 * @param tiesWeights whether an adapter of the input embedding also applies to a tied output embedding
 */
record PeftConfig(
        int rank,
        double alpha,
        boolean rankStabilised,
        ModulePatterns ranks,
        ModulePatterns alphas,
        Initialisation initialisation,
        boolean dora,
        List<String> savedModules,
        boolean tiesWeights) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** How the base changes when peft creates the adapter: by {@code init_lora_weights}. */
    enum Initialisation {
        /** Not at all. */
        ORDINARY,
        /** The principal singular values and vectors are subtracted. */
        PISSA,
        /** The part in the space of the first columns is subtracted. */
        OLORA
    }

    private static final Set<String> UNDERSTOOD = Set.of(
            "peft_type",
            "r",
            "lora_alpha",
            "use_rslora",
            "rank_pattern",
            "alpha_pattern",
            "init_lora_weights",
            "use_dora",
            "modules_to_save",
            "ensure_weight_tying");

    /**
     * Keys without effect on what a saved adapter computes: provenance, training, which modules are adapted (the tensors say),
     * and parameters of features that have a key of their own. {@code bias} and {@code lora_bias} follow from the tensors.
     * {@code fan_in_fan_out} applies to no layer of these models; peft resets it.
     */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "auto_mapping",
            "base_model_name_or_path",
            "base_model_class",
            "parent_library",
            "peft_version",
            "revision",
            "task_type",
            "inference_mode",
            "lora_dropout",
            "fan_in_fan_out",
            "bias",
            "lora_bias",
            "target_modules",
            "exclude_modules",
            "layers_to_transform",
            "layers_pattern",
            "megatron_config",
            "megatron_core",
            "loftq_config",
            "eva_config",
            "corda_config",
            "lora_ga_config",
            "qalora_group_size",
            "runtime_config",
            "merge_weights",
            "unsloth_fixed",
            "lora_dtype",
            "lorap_lr_ratio",
            "lorap_emb_lr");

    /** Initialisations that leave the base as it is; their matrices are in the file. */
    private static final Set<String> ORDINARY =
            Set.of("true", "false", "gaussian", "eva", "orthogonal", "lora_ga", "mica");

    /** @throws dev.factstream.model.checkpoint.ModelFormatException naming the first unsupported key */
    static PeftConfig of(ConfigNode config) {
        String type = config.string("peft_type", "LORA");
        if (!type.equals("LORA")) {
            throw config.unsupported("peft_type", type);
        }
        for (String key : config.keys()) {
            if (!UNDERSTOOD.contains(key) && !WITHOUT_EFFECT.contains(key) && !off(config.raw(key))) {
                throw config.unsupported(key, config.raw(key));
            }
        }
        int rank = config.integer("r", 8);
        double alpha = config.number("lora_alpha", 8);
        if (rank < 1) {
            throw config.unsupported("r", rank);
        }
        return new PeftConfig(
                rank,
                alpha,
                config.flag("use_rslora", false),
                ModulePatterns.of(config, "rank_pattern"),
                ModulePatterns.of(config, "alpha_pattern"),
                initialisation(config),
                config.flag("use_dora", false),
                strings(config.raw("modules_to_save")),
                config.flag("ensure_weight_tying", false));
    }

    private static boolean off(JsonNode value) {
        return value.isMissingNode()
                || value.isBoolean() && !value.asBoolean()
                || value.isTextual() && value.asText().equals("none")
                || value.isContainerNode() && value.isEmpty();
    }

    private static Initialisation initialisation(ConfigNode config) {
        String name = config.raw("init_lora_weights").asText("true").toLowerCase(Locale.ROOT);
        if (name.isEmpty() || ORDINARY.contains(name)) {
            return Initialisation.ORDINARY;
        }
        return switch (name) {
            case "pissa" -> Initialisation.PISSA;
            case "olora" -> Initialisation.OLORA;
            // corda and loftq need data or a quantised base; pissa_niter_N subtracts a randomised approximation
            default -> throw config.unsupported("init_lora_weights", name);
        };
    }

    private static List<String> strings(JsonNode list) {
        List<String> strings = new ArrayList<>();
        list.forEach(element -> strings.add(element.asText()));
        return strings;
    }

    /** Returns the rank of the adapter of a module, by its name in transformers' module tree. */
    int rank(String module) {
        return (int) ranks.of(module, rank);
    }

    /** Returns the alpha of the adapter of a module, by its name in transformers' module tree. */
    double alpha(String module) {
        return alphas.of(module, alpha);
    }

    /** Whether a module's own weights are in the file, by its name in transformers' module tree. */
    boolean saves(String module) {
        return savedModules.stream().anyMatch(module::endsWith);
    }

    /** Returns the content of adapter_config.json; for LLaVA a regular expression excludes the vision tower's q_proj. */
    static byte[] bytes(LoraSettings settings, boolean textOnly) {
        ObjectNode config = JSON.createObjectNode();
        config.put("peft_type", "LORA");
        config.putNull("base_model_name_or_path");
        config.put("r", settings.rank());
        config.put("lora_alpha", settings.alpha());
        config.put("lora_dropout", 0.0);
        config.put("bias", "none");
        config.put("use_rslora", settings.rankStabilised());
        config.put("fan_in_fan_out", false);
        config.put("inference_mode", true);
        config.putNull("task_type");
        if (textOnly) {
            config.set("target_modules", JSON.valueToTree(settings.targets()));
        } else {
            config.put("target_modules", ".*language_model.*\\.(" + String.join("|", settings.targets()) + ")");
        }
        return config.toPrettyString().getBytes(StandardCharsets.UTF_8);
    }
}
