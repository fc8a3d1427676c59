package dev.factstream.model.tokenizer;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.factstream.model.checkpoint.ConfigNode;
import dev.factstream.model.checkpoint.ModelFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The tokenizer of a Hugging Face folder ({@code tokenizer.json}, {@code tokenizer_config.json}). Thread-safe. */
public final class Tokenizer {

    private final HuggingFaceTokenizer tokenizer;
    private final Map<String, Integer> added = new HashMap<>();
    private final Optional<Integer> bos;
    private final Optional<Integer> eos;
    private final Optional<Integer> pad;

    private Tokenizer(HuggingFaceTokenizer tokenizer, ConfigNode definition, ConfigNode config) {
        this.tokenizer = tokenizer;
        definition
                .raw("added_tokens")
                .forEach(token -> added.put(
                        token.path("content").asText(), token.path("id").asInt()));
        bos = special(config, "bos_token");
        eos = special(config, "eos_token");
        pad = special(config, "pad_token");
    }

    /** @throws ModelFormatException if a file is missing or invalid */
    public static Tokenizer load(Path folder) {
        Path file = folder.resolve("tokenizer.json");
        ConfigNode definition = ConfigNode.read(file);
        ConfigNode config = ConfigNode.read(folder.resolve("tokenizer_config.json"));
        try {
            HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.builder()
                    .optTokenizerPath(file)
                    .optAddSpecialTokens(false)
                    .optTruncation(false) // the default silently truncates at 512 tokens
                    .optPadding(false)
                    .build();
            return new Tokenizer(tokenizer, definition, config);
        } catch (IOException | RuntimeException e) {
            throw new ModelFormatException(file + ": not a tokenizer: " + e.getMessage(), e);
        }
    }

    private Optional<Integer> special(ConfigNode config, String key) {
        JsonNode token = config.raw(key); // a string, or an object in older files
        String content = token.isObject() ? token.path("content").asText() : token.asText();
        return Optional.ofNullable(added.get(content));
    }

    /** Returns the token ids of the whole text, without additions or truncation. Special tokens in the text become their ids. */
    public int[] encode(String text) {
        return Arrays.stream(tokenizer.encode(text, false, false).getIds())
                .mapToInt(Math::toIntExact)
                .toArray();
    }

    /** Returns the text of ids, without special tokens. */
    public String decode(int[] ids) {
        return tokenizer.decode(Arrays.stream(ids).asLongStream().toArray(), true);
    }

    /** Returns the text of ids, with special tokens. */
    public String decodeAll(int[] ids) {
        return tokenizer.decode(Arrays.stream(ids).asLongStream().toArray(), false);
    }

    /** The id of the beginning-of-sequence token, if any. */
    public Optional<Integer> bos() {
        return bos;
    }

    /** The id of the end-of-sequence token, if any. */
    public Optional<Integer> eos() {
        return eos;
    }

    /** The id of the padding token, if any. */
    public Optional<Integer> pad() {
        return pad;
    }

    /** Returns the text of the added token {@code id}, such as {@code <image>}; empty for an ordinary token. */
    public Optional<String> addedTokenText(int id) {
        return added.entrySet().stream()
                .filter(entry -> entry.getValue() == id)
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
