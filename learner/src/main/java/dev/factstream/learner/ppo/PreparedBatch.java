package dev.factstream.learner.ppo;

import dev.factstream.learner.estimator.Advantages;
import dev.factstream.learner.estimator.ImportanceRatios;
import dev.factstream.learner.estimator.Moments;
import dev.factstream.learner.estimator.Padding;
import dev.factstream.learner.estimator.Whitening;
import java.util.Arrays;
import java.util.List;

/**
 * A version's rollouts with all that stays fixed while it is worked on; arrays are [sample][token].
 *
 * @param samples in training order
 * @param evaluations of the networks before the first step
 * @param behaviour log-probabilities of the policy that counts as the one that sampled
 * @param estimated advantages before whitening
 * @param advantages whitened over the batch
 * @param targets what the critic is to say
 */
record PreparedBatch(
        List<Sample> samples,
        List<Evaluation> evaluations,
        double[][] behaviour,
        double[][] estimated,
        double[][] advantages,
        double[][] targets) {

    static PreparedBatch of(List<Sample> samples, List<Evaluation> evaluations, PpoOptions options) {
        RewardPlan plan = new RewardPlan(options);
        double[][] behaviour = new double[samples.size()][];
        double[][] estimated = new double[samples.size()][];
        double[][] targets = new double[samples.size()][];
        for (int i = 0; i < behaviour.length; i++) {
            Evaluation evaluation = evaluations.get(i);
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
                real(estimated, samples),
                real(Whitening.of(estimated), samples),
                real(targets, samples));
    }

    /** What padding was needed for is over. */
    private static double[][] real(double[][] rows, List<Sample> samples) {
        double[][] real = new double[rows.length][];
        Arrays.setAll(real, i -> Padding.cut(rows[i], samples.get(i).tokens()));
        return real;
    }

    /** How far a value may move while this batch is worked on. */
    double valueReach(PpoOptions options) {
        if (options.has(Quirk.ABSOLUTE_VALUE_REACH)) {
            return options.valueReach();
        }
        double[][] values = values();
        double[][] errors = new double[targets.length][];
        for (int i = 0; i < errors.length; i++) {
            int row = i;
            errors[i] = new double[targets[i].length];
            Arrays.setAll(errors[i], t -> targets[row][t] - values[row][t]);
        }
        Moments moments = Moments.of(errors);
        return options.valueReach() * Math.hypot(moments.mean(), moments.deviation());
    }

    /** Number of real tokens of the samples at those places. */
    int tokens(int[] places) {
        return Arrays.stream(places).map(place -> samples.get(place).tokens()).sum();
    }

    /** What a sum over the tokens of the samples at those places is divided by to become their mean. */
    double divisor(int[] places, PpoOptions options) {
        return Arrays.stream(places)
                .mapToObj(samples::get)
                .mapToInt(options.has(Quirk.PADDING_IN_LOSSES) ? Sample::columns : Sample::tokens)
                .sum();
    }

    /** The rows at those places, one after the other. */
    static double[] packed(double[][] rows, int[] places) {
        return Arrays.stream(places)
                .mapToObj(place -> rows[place])
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    double[][] proximal() {
        return evaluations.stream().map(Evaluation::proximal).toArray(double[][]::new);
    }

    double[][] values() {
        return evaluations.stream().map(Evaluation::values).toArray(double[][]::new);
    }
}
