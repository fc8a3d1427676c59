package dev.factstream.evaluation.picturebook;

import dev.factstream.evaluation.statistics.Mean;
import dev.factstream.evaluation.statistics.Share;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What answers are worth together.
 *
 * @param hallucinated share of answers that hallucinate
 * @param score 0 to 6
 * @param informativeness in percent
 * @param tokens of an answer, the end token included
 */
public record BenchmarkScore(Share hallucinated, Mean score, Mean informativeness, Mean tokens) {
    /** Counts these. */
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
