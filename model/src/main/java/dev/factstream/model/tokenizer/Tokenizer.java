package dev.factstream.model.tokenizer;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.factstream.model.checkpoint.ConfigNode;
import dev.factstream.model.checkpoint.ModelFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The tokenizer of a Hugging Face folder ({@code tokenizer.json}, {@code tokenizer_config.json}, {@code special_tokens_map.json}).
 * Thread-safe.
 */
public final class Tokenizer {

    private final HuggingFaceTokenizer tokenizer;
    private final Map<String, Integer> added = new HashMap<>();
    private final Optional<Integer> bos;
    private final Optional<Integer> eos;
    private final Optional<Integer> pad;
    private final int[] promptStart;
    private final int size;

    private Tokenizer(HuggingFaceTokenizer tokenizer, ConfigNode definition, SpecialTokens specials, Path file) {
        this.tokenizer = tokenizer;
        definition
                .raw("added_tokens")
                .forEach(token -> added.put(
                        token.path("content").asText(), token.path("id").asInt()));
        JsonNode vocabulary = definition.raw("model").path("vocab");
        bos = special(specials.text("bos_token", Optional.of("<s>")), "bos_token", vocabulary, file);
        eos = special(specials.text("eos_token", Optional.of("</s>")), "eos_token", vocabulary, file);
        pad = specials.text("pad_token", Optional.empty()).map(added::get);
        int[] first = postProcessed();
        promptStart = first.length > 0 || specials.withoutBos()
                ? first
                : bos.map(id -> new int[] {id}).orElse(first);
        size = 1 + Math.max(largest(vocabulary), added.isEmpty() ? -1 : Collections.max(added.values()));
    }

    /** Returns the ids that the post-processor puts before a text. */
    private int[] postProcessed() {
        int[] plain = encode("a");
        int[] processed = Arrays.stream(tokenizer.encode("a", true, false).getIds())
                .mapToInt(Math::toIntExact)
                .toArray();
        for (int first = 0; first + plain.length <= processed.length; first++) {
            if (Arrays.equals(Arrays.copyOfRange(processed, first, first + plain.length), plain)) {
                return Arrays.copyOf(processed, first);
            }
        }
        return new int[0];
    }

    private static int largest(JsonNode vocabulary) {
        int largest = vocabulary.isArray() ? vocabulary.size() - 1 : -1; // Unigram: a list
        if (vocabulary.isObject()) {
            for (JsonNode id : vocabulary) {
                largest = Math.max(largest, id.asInt());
            }
        }
        return largest;
    }

    private Optional<Integer> special(Optional<String> text, String key, JsonNode vocabulary, Path file) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Integer id = added.get(text.get());
        if (id == null && vocabulary.path(text.get()).isInt()) {
            id = vocabulary.path(text.get()).asInt();
        }
        if (id == null) {
            throw new ModelFormatException(
                    file + ": " + key + " " + text.get() + " is not in the vocabulary: add it to the tokenizer");
        }
        return Optional.of(id);
    }

    /** @throws ModelFormatException if a file is missing or invalid */
    public static Tokenizer load(Path folder) {
        Path file = folder.resolve("tokenizer.json");
        ConfigNode definition = ConfigNode.read(file);
        SpecialTokens specials = SpecialTokens.read(folder);
        try {
            HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.builder()
                    .optTokenizerPath(file)
                    .optAddSpecialTokens(false)
                    .optTruncation(false) // the default silently truncates at 512 tokens
                    .optPadding(false)
                    .build();
            return new Tokenizer(tokenizer, definition, specials, file);
        } catch (ModelFormatException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new ModelFormatException(file + ": not a tokenizer: " + e.getMessage(), e);
        }
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

    /**
     * The ids before a prompt's text: what the post-processor of {@code tokenizer.json} puts there, as in transformers. If that is
     * nothing, the beginning-of-sequence token, with which LLaVA's prompts begin, unless {@code add_bos_token} is false.
     */
    public int[] promptStart() {
        return promptStart.clone();
    }

    /** One more than the largest id. */
    public int size() {
        return size;
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
