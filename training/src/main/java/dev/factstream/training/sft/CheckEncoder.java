package dev.factstream.training.sft;

import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.model.prompt.PromptEncoder;
import dev.factstream.model.reward.AnswerToScore;
import dev.factstream.model.reward.JudgingEncoder;
import dev.factstream.model.reward.JudgingTemplate;
import dev.factstream.model.reward.Verdict;
import dev.factstream.schemas.rows.CheckRow;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Encodes a check like an answer for a reward model, with the verdict after the judging turn; only the verdict is learned.
 * Thread-safe.
 */
final class CheckEncoder {

    private final JudgingEncoder judging;
    private final PromptEncoder prompts;

    CheckEncoder(VisionLanguageModel model, JudgingTemplate template) {
        judging = new JudgingEncoder(model, template);
        prompts = model.promptEncoder();
    }

    /** @throws dev.factstream.model.reward.UnscorableAnswerException if the row is too long */
    EncodedConversation encode(CheckRow row, Optional<float[]> pixels) {
        int[] prompt = judging.encode(judged(row, pixels)).ids();
        int[] verdict = prompts.encodeAnswer(Verdict.of(row.supported()).text());
        return new EncodedConversation(
                IntStream.concat(IntStream.of(prompt), IntStream.of(verdict)).toArray(),
                IntStream.range(prompt.length, prompt.length + verdict.length).toArray(),
                pixels);
    }

    private static AnswerToScore judged(CheckRow row, Optional<float[]> pixels) {
        // the row's captions are already in random order, so any seed will do
        return new AnswerToScore(row.question(), pixels, row.answer(), true, row.captions(), 0);
    }
}
