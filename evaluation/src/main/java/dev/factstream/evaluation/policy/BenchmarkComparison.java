package dev.factstream.evaluation.policy;

import dev.factstream.evaluation.picturebook.BenchmarkScore;
import dev.factstream.evaluation.picturebook.PictureBookBenchmark;
import dev.factstream.model.network.VisionLanguageModel;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The benchmark scores of a policy without and with an adapter, on the same items.
 *
 * @param before the base alone
 * @param after with the adapter
 */
public record BenchmarkComparison(BenchmarkScore before, BenchmarkScore after) {
    /** Measures both in parallel. Decoding is greedy: the same arguments give the same scores. */
    public static BenchmarkComparison measure(VisionLanguageModel model, Path adapter, PictureBookBenchmark benchmark) {
        return AdapterFolder.with(model, Optional.of(adapter), (adapted, tuned) -> {
            CompletableFuture<BenchmarkScore> before =
                    CompletableFuture.supplyAsync(() -> BenchmarkScore.of(benchmark.ask(model, Optional.empty())));
            CompletableFuture<BenchmarkScore> after =
                    CompletableFuture.supplyAsync(() -> BenchmarkScore.of(benchmark.ask(adapted, tuned)));
            // waits for both, also on failure, so that the adapter is not closed while in use
            CompletableFuture.allOf(before, after).join();
            return new BenchmarkComparison(before.join(), after.join());
        });
    }

    /** Formats the main scores on one line. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "hallucination %.1f %% -> %.1f %%, informativeness %.1f -> %.1f, score %.2f -> %.2f, length %.1f -> %.1f",
                100 * before.hallucinated().rate(),
                100 * after.hallucinated().rate(),
                before.informativeness().value(),
                after.informativeness().value(),
                before.score().value(),
                after.score().value(),
                before.tokens().value(),
                after.tokens().value());
    }
}
