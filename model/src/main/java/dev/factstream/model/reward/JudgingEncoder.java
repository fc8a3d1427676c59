package dev.factstream.model.reward;

import dev.factstream.model.network.TokenBatch;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.model.prompt.PromptEncoder;
import dev.factstream.model.tokenizer.Tokenizer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Encodes question, answer and judging turn as one sequence: the conversation with the same tokens as in a policy, its end
 * token, then the judging turn, tokenised separately. The last token is the last token of the template. Thread-safe.
 */
public final class JudgingEncoder {

    private final PromptEncoder prompts;
    private final Tokenizer tokenizer;
    private final JudgingTemplate template;
    private final int positions;
    private final int imageToken;

    /** @param model provides the prompt template, the tokenizer and the maximum length */
    public JudgingEncoder(VisionLanguageModel model, JudgingTemplate template) {
        prompts = model.promptEncoder();
        tokenizer = model.tokenizer();
        positions = model.config().text().maxPositions();
        imageToken = model.config().image().map(image -> image.tokenId()).orElse(-1);
        this.template = template;
    }

    /**
     * Encodes one answer as a sequence without a response.
     *
     * @throws UnscorableAnswerException if it exceeds the model's positions, or the answer or the facts contain a special token
     */
    public TokenBatch.Row encode(AnswerToScore judged) {
        try {
            int[] ids = Stream.of(
                            prompts.encode(judged.question(), judged.pixels()).ids(),
                            answer(judged),
                            ordinary(template.render(judged.question(), judged.answer(), judged.orderedFacts())))
                    .flatMapToInt(Arrays::stream)
                    .toArray();
            if (ids.length > positions) {
                throw new IllegalArgumentException("with the question and the judging turn it has " + ids.length
                        + " tokens, the reward model has " + positions + " positions");
            }
            return TokenBatch.Row.of(ids, judged.pixels());
        } catch (IllegalArgumentException e) {
            throw new UnscorableAnswerException(judged, e.getMessage());
        }
    }

    private int[] answer(AnswerToScore judged) {
        int[] ids = prompts.encodeAnswer(judged.answer());
        checkOrdinary(Arrays.copyOf(ids, ids.length - 1));
        return judged.ended() ? ids : Arrays.copyOf(ids, ids.length - 1);
    }

    private int[] ordinary(String text) {
        int[] ids = tokenizer.encode(text);
        checkOrdinary(ids);
        return ids;
    }

    /** Rejects special tokens in texts: with them, an answer could end itself and append another turn. */
    private void checkOrdinary(int[] ids) {
        if (IntStream.of(ids).anyMatch(this::special)) {
            throw new IllegalArgumentException("the answer or the facts contain a special token");
        }
    }

    private boolean special(int id) {
        return id == imageToken
                || tokenizer.bos().equals(Optional.of(id))
                || tokenizer.eos().equals(Optional.of(id));
    }
}
