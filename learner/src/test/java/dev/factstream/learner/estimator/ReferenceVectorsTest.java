package dev.factstream.learner.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Estimates of four tokens, compared with those of an independent numpy script. */
class ReferenceVectorsTest {

    private static final Offset<Double> TOLERANCE = within(1e-5);
    private static final double[] BEHAVIOUR = {-1.0, -0.5, -2.0, -0.7};
    private static final double[] PROXIMAL = {-0.8, -0.9, -1.2, -0.7};
    private static final double[] REWARDS = {0, 0, 0, 1};
    private static final double[] VALUES = {.1, .2, .4, .6};
    private static final double[] RATIOS = ImportanceRatios.of(PROXIMAL, BEHAVIOUR);
    private static final double[] ON_POLICY = {1, 1, 1, 1};

    @Test
    void ratiosAndTheirTruncation() {
        assertVector(RATIOS, 1.221403, 0.670320, 2.225541, 1.0);
        assertVector(ImportanceRatios.truncated(RATIOS, 2), 1.221403, 0.670320, 2.0, 1.0);
    }

    @Test
    void effectiveSampleSize() {
        assertThat(EffectiveSampleSize.of(RATIOS)).isCloseTo(0.829293, TOLERANCE);
        assertThat(EffectiveSampleSize.of(ON_POLICY)).isEqualTo(1);
    }

    @Test
    void divergences() {
        assertThat(Divergence.k3(BEHAVIOUR, PROXIMAL)).isCloseTo(0.129316, TOLERANCE);
        assertThat(Divergence.chiSquare(BEHAVIOUR, PROXIMAL)).isCloseTo(0.973547, TOLERANCE);
        assertThat(Divergence.k1(BEHAVIOUR, PROXIMAL)).isCloseTo(-0.15, TOLERANCE);
    }

    @Test
    void vTraceOffAndOnPolicy() {
        Advantages off = VTrace.estimate(REWARDS, VALUES, RATIOS);
        assertVector(off.targets(), 0.736256, 0.736256, 1, 1);
        assertVector(off.advantages(), 0.636256, 0.536256, 0.6, 0.4);
        Advantages on = VTrace.estimate(REWARDS, VALUES, ON_POLICY);
        assertVector(on.targets(), 1, 1, 1, 1);
        assertVector(on.advantages(), .9, .8, .6, .4);
    }

    @Test
    void plainGae() {
        assertVector(PlainGae.estimate(REWARDS, VALUES, 1, .95), 0.81345, 0.751, 0.58, 0.4);
    }

    @Test
    void truncatedGaeWithLambdaOne() {
        Advantages estimate = new TruncatedGae(1, 1).estimate(REWARDS, VALUES, RATIOS);
        assertVector(estimate.targets(), 0.736256, 0.736256, 1, 1);
        assertVector(estimate.advantages(), 0.636256, 0.8, 0.6, 0.4);
    }

    @Test
    void truncatedGaeWithLambdaBelowOne() {
        Advantages off = new TruncatedGae(1, .95).estimate(REWARDS, VALUES, RATIOS);
        assertVector(off.targets(), 0.67824, 0.70341, 0.98, 1.0);
        assertVector(off.advantages(), 0.57824, 0.751, 0.58, 0.4);
        Advantages on = new TruncatedGae(1, .95).estimate(REWARDS, VALUES, ON_POLICY);
        assertVector(on.targets(), 0.91345, 0.951, 0.98, 1.0);
        assertVector(on.advantages(), 0.81345, 0.751, 0.58, 0.4);
    }

    @Test
    void decoupledPolicyLoss() {
        double[] losses = new PolicyLoss(.2, .2, 2)
                .perToken(new double[] {-0.7, -1.2, -1.15, -0.71}, PROXIMAL, BEHAVIOUR, new double[] {1, -1, .5, 2});
        assertVector(losses, -1.349859, 0.536256, -1.051271, -1.980100);
        assertThat(Arrays.stream(losses).average().orElseThrow()).isCloseTo(-0.961243, TOLERANCE);
    }

    private static void assertVector(double[] actual, double... expected) {
        assertThat(actual).containsExactly(expected, TOLERANCE);
    }
}
