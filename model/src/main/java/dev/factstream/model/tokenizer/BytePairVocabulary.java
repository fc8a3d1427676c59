package dev.factstream.model.tokenizer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A trained byte-level byte-pair encoding.
 *
 * @param symbols by id; the first are {@link BytePairTrainer#SPECIALS}
 * @param merges pairs separated by a space, in the order in which they are applied
 */
public record BytePairVocabulary(List<String> symbols, List<String> merges) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public BytePairVocabulary {
        symbols = List.copyOf(symbols);
        merges = List.copyOf(merges);
    }

    /** Writes {@code tokenizer.json} and {@code tokenizer_config.json} for Hugging Face's tokenizers. */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        JSON.writerWithDefaultPrettyPrinter()
                .writeValue(folder.resolve("tokenizer.json").toFile(), definition());
        JSON.writerWithDefaultPrettyPrinter()
                .writeValue(folder.resolve("tokenizer_config.json").toFile(), config());
    }

    private ObjectNode definition() {
        ObjectNode root = JSON.createObjectNode();
        root.put("version", "1.0").putNull("truncation").putNull("padding");
        for (int id = 0; id < BytePairTrainer.SPECIALS.size(); id++) {
            root.withArray("added_tokens")
                    .addObject()
                    .put("id", id)
                    .put("content", symbols.get(id))
                    .put("single_word", false)
                    .put("lstrip", false)
                    .put("rstrip", false)
                    .put("normalized", false)
                    .put("special", true);
        }
        root.putNull("normalizer");
        root.set("pre_tokenizer", byteLevel(false));
        root.putNull("post_processor");
        root.set("decoder", byteLevel(true));
        ObjectNode model = root.putObject("model").put("type", "BPE");
        model.putNull("dropout").putNull("unk_token");
        model.putNull("continuing_subword_prefix").putNull("end_of_word_suffix");
        model.put("fuse_unk", false).put("byte_fallback", false).put("ignore_merges", false);
        ObjectNode vocabulary = model.putObject("vocab");
        for (int id = 0; id < symbols.size(); id++) {
            vocabulary.put(symbols.get(id), id);
        }
        model.set("merges", JSON.valueToTree(merges));
        return root;
    }

    private static ObjectNode byteLevel(boolean prefixSpace) {
        return JSON.createObjectNode()
                .put("type", "ByteLevel")
                .put("add_prefix_space", prefixSpace)
                .put("trim_offsets", true)
                .put("use_regex", true);
    }

    private static ObjectNode config() {
        return JSON.createObjectNode()
                .put("tokenizer_class", "PreTrainedTokenizerFast")
                .put("unk_token", "<unk>")
                .put("pad_token", "<unk>")
                .put("bos_token", "<s>")
                .put("eos_token", "</s>")
                .put("clean_up_tokenization_spaces", false)
                .put("model_max_length", 1_000_000);
    }
}
