package dev.factstream.learner.estimator;

/** GAE computed as the defining sum, {@code A_t = sum_l (gamma lambda)^l delta_{t+l}}: an oracle for the tests. */
final class PlainGae {

    private PlainGae() {}

    static double[] estimate(double[] rewards, double[] values, double gamma, double lambda) {
        int n = rewards.length;
        double[] advantages = new double[n];
        for (int t = 0; t < n; t++) {
            for (int k = t; k < n; k++) {
                double next = k + 1 < n ? values[k + 1] : 0;
                advantages[t] += Math.pow(gamma * lambda, k - t) * (rewards[k] + gamma * next - values[k]);
            }
        }
        return advantages;
    }
}
