package dev.factstream.learner.estimator;

/**
 * What an advantage estimator says about one response.
 *
 * @param advantages how much better each token was than the critic expected
 * @param targets what the critic should have said before each token
 */
public record Advantages(double[] advantages, double[] targets) {

    public Advantages {
        Tokens.sameLength(advantages, targets);
    }
}
