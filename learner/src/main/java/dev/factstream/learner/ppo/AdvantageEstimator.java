package dev.factstream.learner.ppo;

import dev.factstream.learner.estimator.Advantages;
import dev.factstream.learner.estimator.Padding;
import dev.factstream.learner.estimator.ShapedReward;
import dev.factstream.learner.estimator.TruncatedGae;

/** Computes rewards per token, advantages and critic targets of a scored answer. Immutable. */
final class AdvantageEstimator {

    private static final double TENFOLD = 10;

    private final ShapedReward reward;
    private final TruncatedGae gae;
    private final boolean lastColumn;
    private final boolean whitenedPadding;

    AdvantageEstimator(PpoOptions options) {
        double scale = options.has(PpoQuirk.TENFOLD_REWARDS) ? TENFOLD : 1;
        reward = new ShapedReward(options.klWeight(), options.has(PpoQuirk.ONE_SIDED_KL), scale);
        gae = new TruncatedGae(options.gamma(), options.lambda());
        lastColumn = options.has(PpoQuirk.REWARD_AT_LAST_COLUMN);
        whitenedPadding = options.has(PpoQuirk.PADDING_IN_WHITENING);
    }

    /** Estimates each real token, or each column if padding is included in the whitening. */
    Advantages estimate(EncodedRollout sample, RolloutEvaluation evaluation, double[] ratios) {
        int tokens = sample.tokens();
        int columns = lastColumn || whitenedPadding ? sample.columns() : tokens;
        double[] rewards = reward.perColumn(
                evaluation.proximal(),
                evaluation.reference(),
                sample.scored().reward().total(),
                columns,
                (lastColumn ? columns : tokens) - 1);
        Advantages estimate = gae.estimate(
                rewards, Padding.extended(evaluation.values(), columns, 0), Padding.extended(ratios, columns, 1));
        return whitenedPadding
                ? estimate
                : new Advantages(Padding.cut(estimate.advantages(), tokens), Padding.cut(estimate.targets(), tokens));
    }
}
