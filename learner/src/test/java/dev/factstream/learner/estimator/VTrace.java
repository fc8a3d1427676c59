package dev.factstream.learner.estimator;

import java.util.Arrays;

/** V-trace as in the IMPALA paper, with rho and c at most 1 and gamma = 1: an oracle for the tests. */
final class VTrace {

    private VTrace() {}

    static Advantages estimate(double[] rewards, double[] values, double[] ratios) {
        int n = rewards.length;
        double[] targets = new double[n + 1];
        double[] next = Arrays.copyOf(values, n + 1);
        double[] advantages = new double[n];
        for (int t = n - 1; t >= 0; t--) {
            double bound = Math.min(1, ratios[t]);
            double difference = bound * (rewards[t] + next[t + 1] - values[t]);
            advantages[t] = bound * (rewards[t] + targets[t + 1] - values[t]);
            targets[t] = values[t] + difference + bound * (targets[t + 1] - next[t + 1]);
        }
        return new Advantages(advantages, Arrays.copyOf(targets, n));
    }
}
