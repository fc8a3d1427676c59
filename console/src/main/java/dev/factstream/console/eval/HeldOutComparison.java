package dev.factstream.console.eval;

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
 * A policy without and with an adapter on the same held-out questions, each also with the pictures shuffled among the questions.
 *
 * @param before the base alone
 * @param after with the adapter; as before where there is none
 */
public record HeldOutComparison(Looked before, Looked after) {
    /** Answers are one sentence; whatever is judged stands at their beginning. */
    private static final int MAX_NEW_TOKENS = 48;

    private static final long SHUFFLE_SEED = 1;

    /**
     * A correct rate, and what is left of it without looking.
     *
     * @param correct with the right pictures
     * @param shuffled with other questions' pictures
     */
    public record Looked(CorrectRate correct, CorrectRate shuffled) {}

    /**
     * Measures, with and without adapter side by side. Greedy: the same arguments give the same rates.
     *
     * @param adapter a PEFT folder; empty to measure the base only
     */
    public static HeldOutComparison measure(
            VisionLanguageModel model, Optional<Path> adapter, List<HeldOutQuestion> questions) {
        List<HeldOutQuestion> shuffled = HeldOutQuestions.shuffledPictures(questions, SHUFFLE_SEED);
        HeldOutEvaluation evaluation = new HeldOutEvaluation(model, MAX_NEW_TOKENS);
        if (adapter.isEmpty()) {
            Looked base = look(evaluation, Optional.empty(), questions, shuffled);
            return new HeldOutComparison(base, base);
        }
        return AdapterFolder.with(model, adapter, tuned -> {
            CompletableFuture<Looked> before =
                    CompletableFuture.supplyAsync(() -> look(evaluation, Optional.empty(), questions, shuffled));
            CompletableFuture<Looked> after =
                    CompletableFuture.supplyAsync(() -> look(evaluation, tuned, questions, shuffled));
            // both have ended when this returns or throws, so that nobody uses what is closed
            CompletableFuture.allOf(before, after).join();
            return new HeldOutComparison(before.join(), after.join());
        });
    }

    private static Looked look(
            HeldOutEvaluation evaluation,
            Optional<LoraAdapter> adapter,
            List<HeldOutQuestion> questions,
            List<HeldOutQuestion> shuffled) {
        return new Looked(evaluation.correctRate(adapter, questions), evaluation.correctRate(adapter, shuffled));
    }
}
