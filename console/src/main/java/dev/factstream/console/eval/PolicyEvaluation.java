package dev.factstream.console.eval;

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
 * What is measured of a policy: what alignment is for, and what it may cost.
 *
 * @param answers to the benchmark
 * @param heldOut correct rates on yes/no and multiple-choice questions: the alignment tax
 */
public record PolicyEvaluation(List<BenchmarkAnswer> answers, CorrectRate heldOut) {
    private static final int MAX_NEW_TOKENS = 48;

    /**
     * Measures both side by side; greedy, so the same policy always measures the same.
     *
     * @param adapter a PEFT folder; empty for the base alone
     */
    public static PolicyEvaluation measure(
            VisionLanguageModel model,
            Optional<Path> adapter,
            PictureBookBenchmark benchmark,
            List<HeldOutQuestion> questions) {
        return AdapterFolder.with(model, adapter, tuned -> {
            CompletableFuture<CorrectRate> heldOut = CompletableFuture.supplyAsync(
                    () -> new HeldOutEvaluation(model, MAX_NEW_TOKENS).correctRate(tuned, questions));
            CompletableFuture<List<BenchmarkAnswer>> answers =
                    CompletableFuture.supplyAsync(() -> benchmark.ask(model, tuned));
            // both have ended when this returns or throws, so that nobody uses an adapter that is closed
            CompletableFuture.allOf(heldOut, answers).join();
            return new PolicyEvaluation(answers.join(), heldOut.join());
        });
    }
}
