package dev.factstream.model.prompt;

import dev.factstream.model.checkpoint.CheckpointException;
import dev.factstream.model.tokenizer.Tokenizer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Questions and answers in LLaVA-1.5's template: {@code USER: <image>\n{question} ASSISTANT: {answer}</s>}, with the
 * beginning-of-sequence token first if the tokenizer has one. Thread-safe.
 */
public final class PromptEncoder {

    private final Tokenizer tokenizer;
    private final Optional<Integer> imageToken;
    private final int imageTokens;
    private final int limit;

    /**
     * @param imageToken id of the image token; empty for a text-only model
     * @param imageTokens tokens that one image takes
     * @param limit most tokens of a prompt, image included
     */
    public PromptEncoder(Tokenizer tokenizer, Optional<Integer> imageToken, int imageTokens, int limit) {
        this.tokenizer = tokenizer;
        this.imageToken = imageToken;
        this.imageTokens = imageTokens;
        this.limit = limit;
    }

    /**
     * @param pixels the preprocessed image, if the question is about one
     * @throws PromptTooLongException above the limit
     * @throws IllegalArgumentException where the question writes out a special token
     */
    public EncodedPrompt encode(String question, Optional<float[]> pixels) {
        String image = pixels.isPresent() ? imageText() + "\n" : "";
        int[] text = tokenizer.encode("USER: " + image + question + " ASSISTANT:");
        long specials = Arrays.stream(text).filter(this::special).count();
        if (specials != (pixels.isPresent() ? 1 : 0)) {
            throw new IllegalArgumentException("the question contains a special token: " + question);
        }
        int[] ids = IntStream.concat(
                        tokenizer.bos().map(IntStream::of).orElse(IntStream.empty()),
                        Arrays.stream(text)
                                .flatMap(id -> isImage(id)
                                        ? IntStream.generate(() -> id).limit(imageTokens)
                                        : IntStream.of(id)))
                .toArray();
        if (ids.length > limit) {
            throw new PromptTooLongException(ids.length, limit);
        }
        return new EncodedPrompt(ids, pixels);
    }

    /** Token ids of an answer as training data: with the space before it and the end-of-sequence token after it. */
    public int[] encodeAnswer(String answer) {
        int[] text = tokenizer.encode(" " + answer);
        int[] ids = Arrays.copyOf(text, text.length + 1);
        ids[text.length] = tokenizer.eos().orElseThrow(() -> new CheckpointException("the tokenizer has no eos_token"));
        return ids;
    }

    private String imageText() {
        int id = imageToken.orElseThrow(() -> new IllegalArgumentException("a text-only model cannot see images"));
        return tokenizer
                .written(id)
                .orElseThrow(() -> new CheckpointException("the tokenizer lacks the image token " + id));
    }

    private boolean isImage(int id) {
        return imageToken.isPresent() && imageToken.get() == id;
    }

    private boolean special(int id) {
        return isImage(id)
                || tokenizer.bos().equals(Optional.of(id))
                || tokenizer.eos().equals(Optional.of(id));
    }
}
