package dev.factstream.learner.sft;

import dev.factstream.data.rows.CheckRow;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.model.prompt.PromptEncoder;
import dev.factstream.model.reward.JudgedAnswer;
import dev.factstream.model.reward.JudgingEncoder;
import dev.factstream.model.reward.JudgingTemplate;
import dev.factstream.model.reward.Verdict;
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
    Conversation encode(CheckRow row, Optional<float[]> pixels) {
        int[] prompt = judging.encode(judged(row, pixels)).ids();
        int[] verdict = prompts.encodeAnswer(Verdict.of(row.supported()).text());
        return new Conversation(
                IntStream.concat(IntStream.of(prompt), IntStream.of(verdict)).toArray(),
                IntStream.range(prompt.length, prompt.length + verdict.length).toArray(),
                pixels);
    }

    private static JudgedAnswer judged(CheckRow row, Optional<float[]> pixels) {
        // the row's captions are already in random order, so any seed will do
        return new JudgedAnswer(row.question(), pixels, row.answer(), true, row.captions(), 0);
    }
}
