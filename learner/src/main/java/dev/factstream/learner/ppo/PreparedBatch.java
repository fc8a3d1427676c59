package dev.factstream.learner.ppo;

import dev.factstream.learner.estimator.Advantages;
import dev.factstream.learner.estimator.ImportanceRatios;
import dev.factstream.learner.estimator.Padding;
import dev.factstream.learner.estimator.TokenMoments;
import dev.factstream.learner.estimator.Whitening;
import java.util.Arrays;
import java.util.List;

/**
 * A version's rollouts with everything that stays fixed during its training; arrays are [sample][token].
 *
 * @param samples in training order
 * @param evaluations of the networks before the first step
 * @param behaviour log-probabilities used as those of the behaviour policy
 * @param estimated advantages before whitening
 * @param advantages whitened over the batch
 * @param targets training targets of the critic
 */
record PreparedBatch(
        List<EncodedRollout> samples,
        List<RolloutEvaluation> evaluations,
        double[][] behaviour,
        double[][] estimated,
        double[][] advantages,
        double[][] targets) {

    static PreparedBatch of(List<EncodedRollout> samples, List<RolloutEvaluation> evaluations, PpoOptions options) {
        AdvantageEstimator plan = new AdvantageEstimator(options);
        double[][] behaviour = new double[samples.size()][];
        double[][] estimated = new double[samples.size()][];
        double[][] targets = new double[samples.size()][];
        for (int i = 0; i < behaviour.length; i++) {
            RolloutEvaluation evaluation = evaluations.get(i);
            behaviour[i] = options.correction()
                    .behaviour(evaluation.proximal(), samples.get(i).behaviour());
            Advantages estimate =
                    plan.estimate(samples.get(i), evaluation, ImportanceRatios.of(evaluation.proximal(), behaviour[i]));
            estimated[i] = estimate.advantages();
            targets[i] = estimate.targets();
        }
        return new PreparedBatch(
                samples,
                evaluations,
                behaviour,
                withoutPadding(estimated, samples),
                withoutPadding(Whitening.of(estimated), samples),
                withoutPadding(targets, samples));
    }

    /** Removes the padding columns, which only the estimates need. */
    private static double[][] withoutPadding(double[][] rows, List<EncodedRollout> samples) {
        double[][] real = new double[rows.length][];
        Arrays.setAll(real, i -> Padding.cut(rows[i], samples.get(i).tokens()));
        return real;
    }

    /** How far a value may move during the training on this batch before it is clipped. */
    double valueReach(PpoOptions options) {
        if (options.has(PpoQuirk.ABSOLUTE_VALUE_REACH)) {
            return options.valueReach();
        }
        double[][] values = values();
        double[][] errors = new double[targets.length][];
        for (int i = 0; i < errors.length; i++) {
            int row = i;
            errors[i] = new double[targets[i].length];
            Arrays.setAll(errors[i], t -> targets[row][t] - values[row][t]);
        }
        TokenMoments moments = TokenMoments.of(errors);
        return options.valueReach() * Math.hypot(moments.mean(), moments.deviation());
    }

    /** Number of real tokens of the samples at {@code indices}. */
    int tokens(int[] indices) {
        return Arrays.stream(indices).map(index -> samples.get(index).tokens()).sum();
    }

    /** Number that divides a sum over the tokens of the samples at {@code indices} to give their mean. */
    double divisor(int[] indices, PpoOptions options) {
        return Arrays.stream(indices)
                .mapToObj(samples::get)
                .mapToInt(options.has(PpoQuirk.PADDING_IN_LOSSES) ? EncodedRollout::columns : EncodedRollout::tokens)
                .sum();
    }

    /** Concatenates the rows at {@code indices}. */
    static double[] concatenated(double[][] rows, int[] indices) {
        return Arrays.stream(indices)
                .mapToObj(index -> rows[index])
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    double[][] proximal() {
        return evaluations.stream().map(RolloutEvaluation::proximal).toArray(double[][]::new);
    }

    double[][] values() {
        return evaluations.stream().map(RolloutEvaluation::values).toArray(double[][]::new);
    }
}
