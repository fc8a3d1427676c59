package dev.factstream.learner.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** The two limits that define the estimator, on random responses. */
class TruncatedGaeLimitsTest {

    @Property(seed = "1")
    void onPolicyItIsGae(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 40) int length,
            @ForAll @DoubleRange(min = 0.5, max = 1) double gamma,
            @ForAll @DoubleRange(min = 0, max = 1) double lambda) {
        Random random = new Random(seed);
        double[] rewards = random.doubles(length, -2, 2).toArray();
        double[] values = random.doubles(length, -2, 2).toArray();
        double[] ones = new double[length];
        Arrays.fill(ones, 1);
        Advantages estimate = new TruncatedGae(gamma, lambda).estimate(rewards, values, ones);
        double[] expected = PlainGae.estimate(rewards, values, gamma, lambda);
        assertThat(estimate.advantages()).containsExactly(expected, within(1e-9));
        for (int t = 0; t < length; t++) {
            assertThat(estimate.targets()[t]).isCloseTo(values[t] + expected[t], within(1e-9));
        }
    }

    @Property(seed = "1")
    void withLambdaOneItsTargetsAreVTraces(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int length) {
        Random random = new Random(seed);
        double[] rewards = random.doubles(length, -2, 2).toArray();
        double[] values = random.doubles(length, -2, 2).toArray();
        double[] ratios = random.doubles(length, 0.1, 3).toArray();
        Advantages estimate = new TruncatedGae(1, 1).estimate(rewards, values, ratios);
        assertThat(estimate.targets())
                .containsExactly(VTrace.estimate(rewards, values, ratios).targets(), within(1e-9));
    }
}
