package dev.factstream.model.lora;

import dev.factstream.model.checkpoint.ModelFormatException;
import dev.factstream.model.checkpoint.TensorData;
import dev.factstream.model.checkpoint.TensorNames;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tensors of adapter_model.safetensors, by their part in the adapter.
 *
 * @param modules the matrices and vectors of each adapted module, by canonical name, then by part: {@code lora_A},
 *     {@code lora_B}, {@code lora_B.bias}, {@code lora_embedding_A}, {@code lora_embedding_B}, {@code lora_magnitude_vector}
 * @param replacements the model's own weights that the adapter replaces, by canonical name
 */
record PeftTensors(Map<String, Map<String, TensorData>> modules, Map<String, TensorData> replacements) {

    static final String PREFIX = "base_model.model.";
    static final String A = "lora_A";
    static final String B = "lora_B";
    static final String BIAS = "lora_B.bias";
    static final String EMBEDDING_A = "lora_embedding_A";
    static final String EMBEDDING_B = "lora_embedding_B";
    static final String MAGNITUDE = "lora_magnitude_vector";

    private static final Pattern PART = Pattern.compile(
            "(.+)\\.(lora_A|lora_B|lora_B\\.bias|lora_embedding_A|lora_embedding_B|lora_magnitude_vector)(\\.weight)?");

    /** @throws ModelFormatException naming a tensor that is there twice */
    static PeftTensors of(String origin, Map<String, TensorData> raw) {
        Map<String, Map<String, TensorData>> modules = new LinkedHashMap<>();
        Map<String, TensorData> replacements = new LinkedHashMap<>();
        raw.forEach((onDisk, tensor) -> {
            String name = canonical(onDisk);
            Matcher part = PART.matcher(name);
            TensorData earlier = part.matches()
                    ? modules.computeIfAbsent(part.group(1), module -> new LinkedHashMap<>())
                            .put(part.group(2), tensor)
                    : replacements.put(name, tensor);
            if (earlier != null) {
                throw new ModelFormatException(origin + ": the adapter has two tensors for " + name);
            }
        });
        return new PeftTensors(modules, replacements);
    }

    private static String canonical(String name) {
        String module = name.startsWith(PREFIX) ? TensorNames.canonical(name.substring(PREFIX.length())) : name;
        return module.replace(".base_layer.", ".");
    }
}
