package dev.factstream.learner.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Effects of a missing padding mask on an answer of 3 tokens in 5 columns, calculated by hand. */
class PaddingTest {

    private static final Offset<Double> TOLERANCE = within(1e-12);
    private static final double[] PROXIMAL = {-1, -2, -3};
    private static final double[] REFERENCE = {-2, -1.5, -3.25};
    private static final double[] VALUES = {.5, .25, 1};
    private static final int COLUMNS = 5;

    @Test
    void theOneSidedPenaltyCountsOnlyTokensThatBecameLikelier() {
        // log-ratios 1, -0.5, 0.25: their sum is 0.75, the sum of the positive ones is 1.25
        double[] both = new ShapedReward(.1).perToken(PROXIMAL, REFERENCE, 0);
        assertThat(both).containsExactly(new double[] {-.1, .05, -.025}, TOLERANCE);
        double[] clamped = new ShapedReward(.1, true, 1).perToken(PROXIMAL, REFERENCE, 0);
        assertThat(clamped).containsExactly(new double[] {-.1, 0, -.025}, TOLERANCE);
    }

    @Test
    void scalingMultipliesPenaltyAndReward() {
        double[] rewards = new ShapedReward(.1, true, 10).perToken(PROXIMAL, REFERENCE, 2);
        assertThat(rewards).containsExactly(new double[] {-1, 0, 19.75}, TOLERANCE);
    }

    @Test
    void withoutDiscountARewardAfterThePaddingEqualsOneAtTheLastToken() {
        Advantages atLastToken = estimate(1, 1, new ShapedReward(.1).perToken(PROXIMAL, REFERENCE, 2));
        Advantages atLastColumn =
                estimate(1, 1, new ShapedReward(.1).perColumn(PROXIMAL, REFERENCE, 2, COLUMNS, COLUMNS - 1));
        // sums of future rewards, 1.925, 2.025, 1.975, minus the values
        assertThat(atLastToken.advantages()).containsExactly(new double[] {1.425, 1.775, .975}, TOLERANCE);
        assertThat(Padding.cut(atLastColumn.advantages(), 3)).containsExactly(atLastToken.advantages(), TOLERANCE);
        assertThat(Padding.cut(atLastColumn.targets(), 3)).containsExactly(atLastToken.targets(), TOLERANCE);
    }

    @Test
    void withLambdaBelowOneARewardAfterThePaddingIsDiscountedPerPaddedColumn() {
        double[] none = {-1, -1, -1};
        ShapedReward reward = new ShapedReward(0);
        double[] zeros = new double[3];
        Advantages atLastToken = new TruncatedGae(1, .5).estimate(reward.perToken(none, none, 2), zeros, ones(3));
        Advantages atLastColumn = new TruncatedGae(1, .5)
                .estimate(reward.perColumn(none, none, 2, COLUMNS, COLUMNS - 1), new double[COLUMNS], ones(COLUMNS));
        assertThat(atLastToken.advantages()).containsExactly(new double[] {.5, 1, 2}, TOLERANCE);
        assertThat(atLastColumn.advantages()).containsExactly(new double[] {.125, .25, .5, 1, 2}, TOLERANCE);
    }

    @Test
    void whitenedPaddingMovesMeanAndDeviation() {
        // 1, 3, 0, 0: mean 1, variance 1.5
        double[] white = Padding.cut(Whitening.of(new double[][] {Padding.extended(new double[] {1, 3}, 4, 0)})[0], 2);
        assertThat(white).containsExactly(new double[] {0, 2 / Math.sqrt(1.5)}, within(1e-7));
        assertThat(Whitening.of(new double[][] {{1, 3}})[0]).containsExactly(new double[] {-1, 1}, within(1e-7));
    }

    private static Advantages estimate(double gamma, double lambda, double[] rewards) {
        return new TruncatedGae(gamma, lambda)
                .estimate(rewards, Padding.extended(VALUES, rewards.length, 0), ones(rewards.length));
    }

    private static double[] ones(int count) {
        return Padding.extended(new double[0], count, 1);
    }
}
