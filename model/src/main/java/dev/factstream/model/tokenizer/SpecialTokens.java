package dev.factstream.model.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factstream.model.checkpoint.ConfigNode;
import dev.factstream.model.checkpoint.ModelFormatException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The texts of special tokens, with transformers' precedence: those of {@code special_tokens_map.json} replace those of
 * {@code tokenizer_config.json}, unless the latter has {@code added_tokens_decoder}.
 */
final class SpecialTokens {

    private final ConfigNode config;
    private final Optional<ConfigNode> map;
    private final boolean llama;

    private SpecialTokens(ConfigNode config, Optional<ConfigNode> map) {
        this.config = config;
        this.map = map;
        llama = config.string("tokenizer_class", "").startsWith("LlamaTokenizer");
    }

    /** @throws ModelFormatException if both files are missing */
    static SpecialTokens read(Path folder) {
        Path mapFile = folder.resolve("special_tokens_map.json");
        Path configFile = folder.resolve("tokenizer_config.json");
        boolean hasMap = Files.isRegularFile(mapFile);
        ConfigNode config = hasMap && !Files.isRegularFile(configFile)
                ? ConfigNode.parse(configFile.toString(), "{}".getBytes(StandardCharsets.UTF_8))
                : ConfigNode.read(configFile);
        boolean newer = config.has("added_tokens_decoder");
        return new SpecialTokens(config, hasMap && !newer ? Optional.of(ConfigNode.read(mapFile)) : Optional.empty());
    }

    /**
     * Returns the text of a special token.
     *
     * @param key such as {@code bos_token}
     * @param ofLlama the token that LlamaTokenizer has by default; empty for none
     */
    Optional<String> text(String key, Optional<String> ofLlama) {
        if (map.isPresent() && (map.get().has(key) || map.get().isNull(key))) {
            return text(map.get().raw(key));
        }
        if (config.has(key) || config.isNull(key)) {
            return text(config.raw(key));
        }
        return llama ? ofLlama : Optional.empty();
    }

    private static Optional<String> text(JsonNode token) {
        // a string, or an object in older files
        String content = token.isObject() ? token.path("content").asText() : token.asText();
        return Optional.of(content).filter(text -> !text.isEmpty());
    }

    /** Whether {@code add_bos_token} is explicitly off. */
    boolean withoutBos() {
        return !config.flag("add_bos_token", true);
    }
}
