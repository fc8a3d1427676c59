package dev.factstream.console;

import dev.factstream.model.network.TokenBatch;
import java.util.Arrays;
import java.util.List;

/**
 * An answer as {@link ReferencePpo} trains on it, with what was computed before the batch's first step; one value per token.
 *
 * @param input what the networks read
 * @param old log-probabilities of the policy that the ratio is taken to
 * @param values of the critic
 * @param advantages generalized advantage estimates
 * @param returns the critic's targets
 */
record ReferenceAnswer(Input input, double[] old, double[] values, double[] advantages, double[] returns) {
    private static final double KL = 0.02;
    private static final double LAMBDA = 0.95;

    /**
     * An answer behind its prompt.
     *
     * @param start position of the answer's first token
     * @param tokens of the answer
     */
    record Input(TokenBatch batch, int start, int[] tokens) {}

    /**
     * Computes advantages and returns.
     *
     * @param now log-probabilities of the current policy
     * @param reference log-probabilities of the reference policy
     * @param reward of the whole answer
     */
    static ReferenceAnswer of(
            Input input, double[] old, double[] now, double[] reference, double[] values, double reward) {
        int n = input.tokens().length;
        double[] advantages = new double[n];
        double[] returns = new double[n];
        double advantage = 0;
        for (int t = n - 1; t >= 0; t--) {
            double own = KL * (reference[t] - now[t]) + (t == n - 1 ? reward : 0);
            double next = t == n - 1 ? 0 : values[t + 1];
            advantage = own + next - values[t] + LAMBDA * advantage;
            advantages[t] = advantage;
            returns[t] = advantage + values[t];
        }
        return new ReferenceAnswer(input, old, values, advantages, returns);
    }

    /** Shifts and scales the advantages of all tokens in place to mean 0 and deviation 1. */
    static void whiten(List<ReferenceAnswer> answers) {
        double[] all = answers.stream()
                .flatMapToDouble(answer -> Arrays.stream(answer.advantages))
                .toArray();
        double mean = Arrays.stream(all).average().orElseThrow();
        double variance =
                Arrays.stream(all).map(a -> (a - mean) * (a - mean)).average().orElseThrow();
        answers.forEach(answer ->
                Arrays.setAll(answer.advantages, t -> (answer.advantages[t] - mean) / (Math.sqrt(variance) + 1e-8)));
    }

    /** The root mean square of the values' distances to the returns over all tokens. */
    static double rootMeanSquareError(List<ReferenceAnswer> answers) {
        double sum = 0;
        int tokens = 0;
        for (ReferenceAnswer answer : answers) {
            tokens += answer.returns.length;
            for (int t = 0; t < answer.returns.length; t++) {
                sum += Math.pow(answer.returns[t] - answer.values[t], 2);
            }
        }
        return Math.sqrt(sum / tokens);
    }
}
