package dev.factstream.evaluation.policy;

import dev.factstream.evaluation.heldout.CorrectRate;
import dev.factstream.evaluation.heldout.HeldOutEvaluation;
import dev.factstream.evaluation.heldout.HeldOutQuestion;
import dev.factstream.evaluation.heldout.HeldOutQuestions;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.network.VisionLanguageModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The correct rates of a policy without and with an adapter on the same held-out questions, also with the pictures shuffled among
 * the questions.
 *
 * @param before the base alone
 * @param after with the adapter; equal to {@code before} without one
 */
public record HeldOutComparison(Rates before, Rates after) {
    /** Answers are one sentence, and only their beginning is judged. */
    private static final int MAX_NEW_TOKENS = 48;

    private static final long SHUFFLE_SEED = 1;

    /**
     * The correct rates with right and with wrong pictures.
     *
     * @param correct with the right pictures
     * @param shuffled with other questions' pictures
     */
    public record Rates(CorrectRate correct, CorrectRate shuffled) {}

    /**
     * Measures with and without the adapter, in parallel. Decoding is greedy: the same arguments give the same rates.
     *
     * @param adapter a PEFT folder; empty to measure the base only
     */
    public static HeldOutComparison measure(
            VisionLanguageModel model, Optional<Path> adapter, List<HeldOutQuestion> questions) {
        List<HeldOutQuestion> shuffled = HeldOutQuestions.shuffledPictures(questions, SHUFFLE_SEED);
        HeldOutEvaluation evaluation = new HeldOutEvaluation(model, MAX_NEW_TOKENS);
        if (adapter.isEmpty()) {
            Rates base = rates(evaluation, Optional.empty(), questions, shuffled);
            return new HeldOutComparison(base, base);
        }
        return AdapterFolder.with(model, adapter, (adapted, tuned) -> {
            HeldOutEvaluation tunedEvaluation = new HeldOutEvaluation(adapted, MAX_NEW_TOKENS);
            CompletableFuture<Rates> before =
                    CompletableFuture.supplyAsync(() -> rates(evaluation, Optional.empty(), questions, shuffled));
            CompletableFuture<Rates> after =
                    CompletableFuture.supplyAsync(() -> rates(tunedEvaluation, tuned, questions, shuffled));
            // waits for both, also on failure, so that the adapter is not closed while in use
            CompletableFuture.allOf(before, after).join();
            return new HeldOutComparison(before.join(), after.join());
        });
    }

    private static Rates rates(
            HeldOutEvaluation evaluation,
            Optional<LoraAdapter> adapter,
            List<HeldOutQuestion> questions,
            List<HeldOutQuestion> shuffled) {
        return new Rates(evaluation.correctRate(adapter, questions), evaluation.correctRate(adapter, shuffled));
    }
}
