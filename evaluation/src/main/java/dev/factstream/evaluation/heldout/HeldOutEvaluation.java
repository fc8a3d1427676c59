package dev.factstream.evaluation.heldout;

import dev.factstream.evaluation.asking.GivenAnswer;
import dev.factstream.evaluation.asking.GreedyAnswers;
import dev.factstream.evaluation.asking.PictureQuestion;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.network.VisionLanguageModel;
import java.util.List;
import java.util.Optional;

/** Asks a policy held-out questions and counts how often it is right; greedy, so the same policy always gets the same rate. */
public final class HeldOutEvaluation {
    private final GreedyAnswers policy;

    /**
     * @param model must see images
     * @param maxNewTokens longest answer; a longer one is judged by its beginning
     */
    public HeldOutEvaluation(VisionLanguageModel model, int maxNewTokens) {
        policy = new GreedyAnswers(model, maxNewTokens);
    }

    /**
     * The correct rate on these questions.
     *
     * @param adapter empty for the base alone; stays the caller's
     */
    public CorrectRate correctRate(Optional<LoraAdapter> adapter, List<HeldOutQuestion> questions) {
        return CorrectRate.of(questions, answers(adapter, questions));
    }

    /**
     * The answers to these questions, in their order.
     *
     * @param adapter empty for the base alone; stays the caller's
     * @throws dev.factstream.model.image.ImageException for a picture that cannot be decoded
     * @throws dev.factstream.model.prompt.PromptTooLongException for a question longer than the model's positions
     */
    public List<String> answers(Optional<LoraAdapter> adapter, List<HeldOutQuestion> questions) {
        List<PictureQuestion> asked = questions.stream()
                .map(question -> new PictureQuestion(question.text(), question.image()))
                .toList();
        return policy.to(asked, adapter).stream().map(GivenAnswer::text).toList();
    }
}
