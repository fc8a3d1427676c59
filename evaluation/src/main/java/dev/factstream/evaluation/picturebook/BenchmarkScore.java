package dev.factstream.evaluation.picturebook;

import dev.factstream.evaluation.statistics.Mean;
import dev.factstream.evaluation.statistics.Share;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The aggregate score of answers.
 *
 * @param hallucinated share of answers that hallucinate
 * @param score mean score, 0 to 6
 * @param informativeness mean informativeness in percent
 * @param tokens mean tokens of an answer, including the end token
 */
public record BenchmarkScore(Share hallucinated, Mean score, Mean informativeness, Mean tokens) {
    /** Aggregates answers. */
    public static BenchmarkScore of(List<BenchmarkAnswer> answers) {
        int hallucinated =
                (int) answers.stream().filter(BenchmarkAnswer::hallucinated).count();
        return new BenchmarkScore(
                new Share(hallucinated, answers.size()),
                mean(answers, BenchmarkAnswer::score),
                mean(answers, answer -> 100 * answer.informativeness()),
                mean(answers, BenchmarkAnswer::tokens));
    }

    private static Mean mean(List<BenchmarkAnswer> answers, ToDoubleFunction<BenchmarkAnswer> value) {
        return Mean.of(answers.stream().mapToDouble(value).toArray());
    }
}
