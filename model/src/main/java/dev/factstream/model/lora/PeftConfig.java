package dev.factstream.model.lora;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factstream.model.checkpoint.ConfigNode;
import dev.factstream.model.checkpoint.ModelFormatException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/**
 * The content of adapter_config.json. The adapted modules are derived from the tensors, so {@code target_modules} may be a list
 * or a regular expression.
 */
record PeftConfig(int rank, double alpha, boolean rankStabilised) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Features that change the computation; absent, null, false, empty or "none" means off. */
    private static final List<String> UNSUPPORTED = List.of(
            "rank_pattern",
            "alpha_pattern",
            "use_dora",
            "use_qalora",
            "use_bdlora",
            "lora_bias",
            "bias",
            "fan_in_fan_out",
            "layer_replication",
            "modules_to_save",
            "trainable_token_indices",
            "target_parameters",
            "alora_invocation_tokens",
            "arrow_config",
            "kasa_config",
            "monteclora_config",
            "velora_config");

    /** @throws ModelFormatException naming the first unsupported feature */
    static PeftConfig of(ConfigNode config) {
        String type = config.string("peft_type", "LORA");
        if (!type.equals("LORA")) {
            throw config.unsupported("peft_type", type);
        }
        for (String key : UNSUPPORTED) {
            JsonNode value = config.raw(key);
            boolean off = value.isMissingNode()
                    || value.isBoolean() && !value.asBoolean()
                    || value.isTextual() && value.asText().equals("none")
                    || value.isContainerNode() && value.isEmpty();
            if (!off) {
                throw config.unsupported(key, value);
            }
        }
        return new PeftConfig(config.integer("r", 8), config.number("lora_alpha", 8), config.flag("use_rslora", false));
    }

    /** Returns the settings of an adapter with these modules. */
    LoraSettings settings(String origin, Collection<String> modules) {
        if (modules.isEmpty()) {
            throw new ModelFormatException(origin + ": the adapter has no tensors for this model");
        }
        List<String> targets = modules.stream()
                .map(module -> module.substring(module.lastIndexOf('.') + 1))
                .distinct()
                .toList();
        return new LoraSettings(rank, alpha, targets, rankStabilised);
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
