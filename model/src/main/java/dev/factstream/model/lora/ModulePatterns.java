package dev.factstream.model.lora;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factstream.model.checkpoint.ConfigNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Values of single modules, as in {@code rank_pattern} and {@code alpha_pattern}. A key is a regular expression for a module's
 * whole name or for its last components; the first key that matches decides, as in peft's {@code get_pattern_key}.
 */
record ModulePatterns(List<Entry> entries) {

    /** A key and its value. */
    record Entry(Pattern modules, double value) {}

    /** @throws dev.factstream.model.checkpoint.ModelFormatException for a value that is not a positive number, or no pattern */
    static ModulePatterns of(ConfigNode config, String key) {
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : config.raw(key).properties()) {
            double value = field.getValue().isNumber() ? field.getValue().asDouble() : 0;
            if (!(value > 0)) {
                throw config.unsupported(key + "." + field.getKey(), field.getValue());
            }
            try {
                // Python's named groups have another spelling
                String modules = field.getKey().replace("(?P<", "(?<");
                entries.add(new Entry(Pattern.compile("(.*\\.)?(" + modules + ")$"), value));
            } catch (PatternSyntaxException e) {
                throw config.unsupported(key, field.getKey());
            }
        }
        return new ModulePatterns(entries);
    }

    /** Returns the value for the module with this name in transformers' module tree. */
    double of(String module, double otherwise) {
        for (Entry entry : entries) {
            if (entry.modules().matcher(module).lookingAt()) {
                return entry.value();
            }
        }
        return otherwise;
    }
}
