package dev.factstream.learner.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BatchEstimatesTest {

    @Test
    void whiteningLeavesNoMeanAndUnitDeviationOverRaggedRows() {
        double[][] white = Whitening.of(new double[][] {{1, 2, 3}, {10}, {-4, 0}});
        TokenMoments moments = TokenMoments.of(white);
        assertThat(moments.mean()).isCloseTo(0, within(1e-12));
        assertThat(moments.deviation()).isCloseTo(1, within(1e-7));
    }

    @Test
    void whiteningEqualAdvantagesGivesZerosRatherThanNaN() {
        assertThat(Whitening.of(new double[][] {{3, 3}})[0]).containsExactly(0, 0);
    }

    @Test
    void explainedVarianceOfPerfectAndOfConstantCritic() {
        double[][] targets = {{1, 2}, {5}};
        assertThat(ExplainedVariance.of(targets, targets)).isEqualTo(1);
        assertThat(ExplainedVariance.of(new double[][] {{7, 7}, {7}}, targets)).isCloseTo(0, within(1e-12));
    }

    @Test
    void valueLossIsTheLargerOfFreeAndClippedError() {
        double[] losses =
                new ValueLoss(.2).perToken(new double[] {1, .1, 0}, new double[] {0, 0, 0}, new double[] {2, 2, 0});
        assertThat(losses).containsExactly(new double[] {0.5 * 1.8 * 1.8, 0.5 * 1.9 * 1.9, 0}, within(1e-12));
    }

    @Test
    void shapedRewardChargesEveryTokenAndPaysTheLast() {
        double[] rewards = new ShapedReward(.1).perToken(new double[] {-1, -2}, new double[] {-2, -2}, 3);
        assertThat(rewards).containsExactly(new double[] {-.1, 3}, within(1e-12));
    }

    @Test
    void shapedRewardRefusesAResponseWithoutTokens() {
        assertThatThrownBy(() -> new ShapedReward(.1).perToken(new double[0], new double[0], 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
