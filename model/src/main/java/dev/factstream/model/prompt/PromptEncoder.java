package dev.factstream.model.prompt;

import dev.factstream.model.checkpoint.LlavaConfig;
import dev.factstream.model.checkpoint.LlavaConfig.ImageInput;
import dev.factstream.model.checkpoint.ModelFormatException;
import dev.factstream.model.tokenizer.Tokenizer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Encodes questions and answers in LLaVA-1.5's template: {@code USER: <image>\n{question} ASSISTANT: {answer}</s>}, with the
 * tokens first that the tokenizer puts before a prompt. Thread-safe.
 */
public final class PromptEncoder {

    private final Tokenizer tokenizer;
    private final Optional<Integer> imageToken;
    private final int imageTokens;
    private final int limit;

    /**
     * @param imageToken id of the image token; empty for a text-only model
     * @param imageTokens number of tokens per image
     * @param limit maximum number of tokens in a prompt, image included
     */
    public PromptEncoder(Tokenizer tokenizer, Optional<Integer> imageToken, int imageTokens, int limit) {
        this.tokenizer = tokenizer;
        this.imageToken = imageToken;
        this.imageTokens = imageTokens;
        this.limit = limit;
    }

    /** Returns the encoder of a model, for prompts of at most {@code limit} tokens, image included. */
    public static PromptEncoder of(LlavaConfig config, Tokenizer tokenizer, int limit) {
        return new PromptEncoder(
                tokenizer,
                config.image().map(ImageInput::tokenId),
                config.image().map(ImageInput::tokens).orElse(0),
                limit);
    }

    /**
     * Encodes one question.
     *
     * @param pixels the preprocessed image, if the question refers to one
     * @throws PromptTooLongException above the limit
     * @throws IllegalArgumentException if the question contains a special token
     */
    public EncodedPrompt encode(String question, Optional<float[]> pixels) {
        return encode(PromptDialogue.of(question, pixels));
    }

    /**
     * Encodes a conversation up to its unanswered question: every turn as in {@link #encode(String, Optional)}, after the end token
     * of the previous answer; an instruction precedes the first turn, as in LLaVA-1.5.
     *
     * @throws PromptTooLongException above the limit
     * @throws IllegalArgumentException if a text contains a special token
     */
    public EncodedPrompt encode(PromptDialogue dialogue) {
        IntStream.Builder all = IntStream.builder();
        IntStream.of(tokenizer.promptStart()).forEach(all::add);
        for (int i = 0; i < dialogue.turns().size(); i++) {
            PromptDialogue.Turn turn = dialogue.turns().get(i);
            String before =
                    i > 0 ? "" : dialogue.instruction().map(text -> text + " ").orElse("");
            boolean hasImage = dialogue.pixels().isPresent() && i == dialogue.imageTurn();
            IntStream.of(question(before, turn.question(), hasImage)).forEach(all::add);
            turn.answer()
                    .ifPresent(answer -> IntStream.of(earlierAnswer(answer)).forEach(all::add));
        }
        int[] ids = all.build().toArray();
        if (ids.length > limit) {
            throw new PromptTooLongException(ids.length, limit);
        }
        return new EncodedPrompt(ids, dialogue.pixels());
    }

    private int[] question(String before, String question, boolean hasImage) {
        String image = hasImage ? imageText() + "\n" : "";
        int[] text = tokenizer.encode(before + "USER: " + image + question + " ASSISTANT:");
        if (specials(text) != (hasImage ? 1 : 0)) {
            throw new IllegalArgumentException("the question contains a special token: " + question);
        }
        return Arrays.stream(text)
                .flatMap(id -> isImage(id) ? IntStream.generate(() -> id).limit(imageTokens) : IntStream.of(id))
                .toArray();
    }

    private int[] earlierAnswer(String answer) {
        int[] ids = encodeAnswer(answer);
        if (specials(ids) != 1) {
            throw new IllegalArgumentException("an answer contains a special token: " + answer);
        }
        return ids;
    }

    private long specials(int[] ids) {
        return Arrays.stream(ids).filter(this::special).count();
    }

    /** Encodes an answer as training data: with the space before it and the end-of-sequence token after it. */
    public int[] encodeAnswer(String answer) {
        int[] text = tokenizer.encode(" " + answer);
        int[] ids = Arrays.copyOf(text, text.length + 1);
        ids[text.length] =
                tokenizer.eos().orElseThrow(() -> new ModelFormatException("the tokenizer has no eos_token"));
        return ids;
    }

    private String imageText() {
        int id = imageToken.orElseThrow(() -> new IllegalArgumentException("a text-only model does not accept images"));
        return tokenizer
                .addedTokenText(id)
                .orElseThrow(() -> new ModelFormatException("the tokenizer lacks the image token " + id));
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
