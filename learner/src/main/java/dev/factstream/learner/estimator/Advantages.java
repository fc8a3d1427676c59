package dev.factstream.learner.estimator;

/**
 * The result of an advantage estimator for one response.
 *
 * @param advantages how much better each token was than the critic expected
 * @param targets the value that the critic should predict before each token
 */
public record Advantages(double[] advantages, double[] targets) {

    public Advantages {
        TokenArrays.requireSameLength(advantages, targets);
    }
}
