package dev.factstream.model.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factstream.model.TestResources;
import dev.factstream.model.checkpoint.ModelFormatException;
import dev.factstream.model.prompt.ChatTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files beside a tokenizer, with the precedence of transformers 5.18's AutoTokenizer. */
class TokenizerCompanionsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @BeforeEach
    void copy() throws IOException {
        for (String name : new String[] {"tokenizer.json", "tokenizer_config.json"}) {
            Files.copy(TestResources.BIASED_LLAVA.resolve(name), folder.resolve(name));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "none, , 1",
        "none, true, 1",
        "none, false, ",
        "begin, , 1",
        "begin, false, 1", // as in transformers: the post-processor decides
        "begin and end, , 1",
    })
    void aPromptBeginsAsThePostProcessorAndTheConfigurationSay(String processor, Boolean addBos, Integer first)
            throws IOException {
        if (!processor.equals("none")) {
            ObjectNode tokenizer = read("tokenizer.json");
            tokenizer.set("post_processor", JSON.readTree("""
                    {"type": "TemplateProcessing",
                     "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}%s],
                     "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
                     "special_tokens": {"<s>": {"id": "<s>", "ids": [1], "tokens": ["<s>"]},
                                        "</s>": {"id": "</s>", "ids": [2], "tokens": ["</s>"]}}}
                    """.replace(
                    "%s",
                    processor.endsWith("end") ? ", {\"SpecialToken\": {\"id\": \"</s>\", \"type_id\": 0}}" : "")));
            write("tokenizer.json", tokenizer);
        }
        if (addBos != null) {
            write("tokenizer_config.json", read("tokenizer_config.json").put("add_bos_token", addBos));
        }

        assertThat(Tokenizer.load(folder).promptStart()).isEqualTo(first == null ? new int[0] : new int[] {first});
    }

    @Test
    void theSpecialTokensMapReplacesTheConfigurationUnlessThatHasADecoderOfAddedTokens() throws IOException {
        Files.writeString(folder.resolve("special_tokens_map.json"), "{\"eos_token\": {\"content\": \"<image>\"}}");
        assertThat(Tokenizer.load(folder).eos()).isEqualTo(Optional.of(3));

        ObjectNode config = read("tokenizer_config.json");
        config.putObject("added_tokens_decoder").putObject("2").put("content", "</s>");
        write("tokenizer_config.json", config);
        assertThat(Tokenizer.load(folder).eos()).isEqualTo(Optional.of(2));
    }

    @Test
    void theSpecialTokensMapIsEnough() throws IOException {
        Files.delete(folder.resolve("tokenizer_config.json"));
        assertThatThrownBy(() -> Tokenizer.load(folder)).hasMessageContaining("tokenizer_config.json: missing");

        Files.writeString(
                folder.resolve("special_tokens_map.json"), "{\"eos_token\": \"</s>\", \"bos_token\": \"<s>\"}");
        assertThat(Tokenizer.load(folder).bos()).isEqualTo(Optional.of(1));
    }

    @Test
    void aSpecialTokenOutsideTheVocabularyIsRefusedByName() throws IOException {
        write("tokenizer_config.json", read("tokenizer_config.json").put("eos_token", "<|end|>"));

        assertThatThrownBy(() -> Tokenizer.load(folder))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("eos_token <|end|> is not in the vocabulary");
    }

    @Test
    void aChatTemplateOfAnotherLayoutIsNamed() throws IOException {
        assertThat(ChatTemplate.otherLayout(folder)).isEmpty();

        write("tokenizer_config.json", read("tokenizer_config.json").put("chat_template", "<|im_start|>user"));
        assertThat(ChatTemplate.otherLayout(folder)).contains("tokenizer_config.json");

        Files.writeString(
                folder.resolve("chat_template.jinja"), "{{ message['role'].upper() + ': ' }}{{ 'ASSISTANT:' }}");
        assertThat(ChatTemplate.otherLayout(folder)).isEmpty();
    }

    private ObjectNode read(String name) throws IOException {
        return (ObjectNode) JSON.readTree(folder.resolve(name).toFile());
    }

    private void write(String name, JsonNode content) throws IOException {
        JSON.writeValue(folder.resolve(name).toFile(), content);
    }
}
