package dev.factstream.model.network;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import dev.factstream.model.TestResources;
import dev.factstream.model.checkpoint.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenLimitsTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "config.json | ~image_token_index~: 3 | ~image_token_index~: 300 | image_token_index = 300 is outside the embedding",
                "config.json | ~image_token_index~: 3 | ~image_token_index~: 70 | image_token_index = 70 is no added token",
                "generation_config.json | ~eos_token_id~: 2 | ~eos_token_id~: 999 | eos_token_id = 999 is outside the embedding",
                "tokenizer.json | ~a~: | ~zz~: 262, ~a~: | the tokenizer has ids up to 262, but the embedding has 262 rows",
            })
    void anIdWithoutAnEmbeddingIsRefusedAtLoad(String file, String before, String after, String reason)
            throws IOException {
        TestResources.copy(TestResources.BIASED_LLAVA, folder);
        String text = Files.readString(folder.resolve(file));
        String from = before.replace('~', '"');
        if (!text.contains(from)) {
            throw new IllegalStateException(file + " has no " + from);
        }
        Files.writeString(folder.resolve(file), text.replace(from, after.replace('~', '"')));

        assertThatThrownBy(() -> VisionLanguageModel.load(folder, Device.cpu()))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining(reason);
    }
}
