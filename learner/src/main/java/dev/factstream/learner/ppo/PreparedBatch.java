package dev.factstream.learner.ppo;

import dev.factstream.learner.estimator.Advantages;
import dev.factstream.learner.estimator.ImportanceRatios;
import dev.factstream.learner.estimator.ShapedReward;
import dev.factstream.learner.estimator.TruncatedGae;
import dev.factstream.learner.estimator.Whitening;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A version's rollouts with all that stays fixed while it is worked on; arrays are [sample][token].
 *
 * @param samples in training order
 * @param evaluations of the networks before the first step
 * @param ratios of proximal over behaviour policy, not truncated
 * @param rewards with the price of divergence
 * @param advantages whitened over the batch
 * @param targets what the critic is to say
 */
record PreparedBatch(
        List<Sample> samples,
        List<Evaluation> evaluations,
        double[][] ratios,
        double[][] rewards,
        double[][] advantages,
        double[][] targets) {

    static PreparedBatch of(List<Sample> samples, List<Evaluation> evaluations, PpoOptions options) {
        ShapedReward shaped = new ShapedReward(options.klWeight());
        TruncatedGae gae = new TruncatedGae(options.gamma(), options.lambda());
        double[][] ratios = new double[samples.size()][];
        double[][] rewards = new double[samples.size()][];
        List<Advantages> estimates = new ArrayList<>();
        for (int i = 0; i < ratios.length; i++) {
            Evaluation evaluation = evaluations.get(i);
            double total = samples.get(i).scored().reward().total();
            ratios[i] =
                    ImportanceRatios.of(evaluation.proximal(), samples.get(i).behaviour());
            rewards[i] = shaped.perToken(evaluation.proximal(), evaluation.reference(), total);
            estimates.add(gae.estimate(rewards[i], evaluation.values(), ratios[i]));
        }
        double[][] advantages = estimates.stream().map(Advantages::advantages).toArray(double[][]::new);
        double[][] targets = estimates.stream().map(Advantages::targets).toArray(double[][]::new);
        return new PreparedBatch(samples, evaluations, ratios, rewards, Whitening.of(advantages), targets);
    }

    /** The samples at those places. */
    List<Sample> samples(int[] places) {
        return Arrays.stream(places).mapToObj(samples::get).toList();
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

    double[][] behaviour() {
        return samples.stream().map(Sample::behaviour).toArray(double[][]::new);
    }
}
