package dev.factstream.model.network;

import dev.factstream.model.checkpoint.LlavaConfig;
import dev.factstream.model.checkpoint.ModelFormatException;
import dev.factstream.model.tokenizer.Tokenizer;
import java.nio.file.Path;
import java.util.Set;

/** Checks at load that every token of a prompt or an answer has an embedding. */
final class TokenLimits {

    private TokenLimits() {}

    /** @throws ModelFormatException naming the id without an embedding, or the image token that the tokenizer lacks */
    static void check(Path folder, LlavaConfig config, Tokenizer tokenizer, Set<Integer> stopTokens) {
        int rows = config.text().vocabSize();
        if (tokenizer.size() > rows) {
            throw new ModelFormatException(folder + ": the tokenizer has ids up to " + (tokenizer.size() - 1)
                    + ", but the embedding has " + rows + " rows (vocab_size): resize the embedding to the tokenizer");
        }
        for (int stop : stopTokens) {
            if (stop < 0 || stop >= rows) {
                throw new ModelFormatException(
                        folder + ": eos_token_id = " + stop + " is outside the embedding of " + rows + " rows");
            }
        }
        config.image().ifPresent(image -> {
            if (image.tokenId() < 0 || image.tokenId() >= rows) {
                throw new ModelFormatException(folder + ": image_token_index = " + image.tokenId()
                        + " is outside the embedding of " + rows + " rows");
            }
            if (tokenizer.addedTokenText(image.tokenId()).isEmpty()) {
                throw new ModelFormatException(
                        folder + ": image_token_index = " + image.tokenId() + " is no added token of the tokenizer");
            }
        });
    }
}
