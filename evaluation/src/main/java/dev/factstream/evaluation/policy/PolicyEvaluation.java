package dev.factstream.evaluation.policy;

import dev.factstream.evaluation.heldout.CorrectRate;
import dev.factstream.evaluation.heldout.HeldOutEvaluation;
import dev.factstream.evaluation.heldout.HeldOutQuestion;
import dev.factstream.evaluation.picturebook.BenchmarkAnswer;
import dev.factstream.evaluation.picturebook.PictureBookBenchmark;
import dev.factstream.model.network.VisionLanguageModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The evaluation of a policy: the benefit and the possible cost of alignment.
 *
 * @param answers answers to the benchmark
 * @param heldOut correct rates on yes/no and multiple-choice questions: the alignment tax
 */
public record PolicyEvaluation(List<BenchmarkAnswer> answers, CorrectRate heldOut) {
    private static final int MAX_NEW_TOKENS = 48;

    /**
     * Measures both in parallel. Decoding is greedy: the same policy gives the same results.
     *
     * @param adapter a PEFT folder; empty for the base only
     */
    public static PolicyEvaluation measure(
            VisionLanguageModel model,
            Optional<Path> adapter,
            PictureBookBenchmark benchmark,
            List<HeldOutQuestion> questions) {
        return AdapterFolder.with(model, adapter, (adapted, tuned) -> {
            CompletableFuture<CorrectRate> heldOut = CompletableFuture.supplyAsync(
                    () -> new HeldOutEvaluation(adapted, MAX_NEW_TOKENS).correctRate(tuned, questions));
            CompletableFuture<List<BenchmarkAnswer>> answers =
                    CompletableFuture.supplyAsync(() -> benchmark.ask(adapted, tuned));
            // waits for both, also on failure, so that the adapter is not closed while in use
            CompletableFuture.allOf(heldOut, answers).join();
            return new PolicyEvaluation(answers.join(), heldOut.join());
        });
    }
}
