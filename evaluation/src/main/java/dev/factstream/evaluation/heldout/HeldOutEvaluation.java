package dev.factstream.evaluation.heldout;

import dev.factstream.evaluation.asking.EvaluationQuestion;
import dev.factstream.evaluation.asking.GeneratedAnswer;
import dev.factstream.evaluation.asking.GreedyPolicy;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.network.VisionLanguageModel;
import java.util.List;
import java.util.Optional;

/** Asks a policy held-out questions and measures how often it is right. Greedy, so the same policy always gets the same rate. */
public final class HeldOutEvaluation {
    private final GreedyPolicy policy;

    /**
     * @param model must accept images
     * @param maxNewTokens maximum tokens of an answer; a longer answer is judged by its beginning
     */
    public HeldOutEvaluation(VisionLanguageModel model, int maxNewTokens) {
        policy = new GreedyPolicy(model, maxNewTokens);
    }

    /**
     * Returns the correct rate on the questions.
     *
     * @param adapter empty for the base alone; stays owned by the caller
     */
    public CorrectRate correctRate(Optional<LoraAdapter> adapter, List<HeldOutQuestion> questions) {
        return CorrectRate.of(questions, answers(adapter, questions));
    }

    /**
     * Returns the answers to the questions, in their order.
     *
     * @param adapter empty for the base alone; stays owned by the caller
     * @throws dev.factstream.model.image.ImageException for a picture that cannot be decoded
     * @throws dev.factstream.model.prompt.PromptTooLongException for a question longer than the model's positions
     */
    public List<String> answers(Optional<LoraAdapter> adapter, List<HeldOutQuestion> questions) {
        List<EvaluationQuestion> pictureQuestions = questions.stream()
                .map(question -> new EvaluationQuestion(question.text(), question.image()))
                .toList();
        return policy.answer(pictureQuestions, adapter).stream()
                .map(GeneratedAnswer::text)
                .toList();
    }
}
