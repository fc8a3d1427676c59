package dev.factstream.scorer.scores;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The result of scoring one candidate.
 *
 * @param value the reward model's score, which may be non-finite; empty without a reward model
 * @param refusal why the candidate cannot be scored; empty if it can
 */
public record Score(OptionalDouble value, Optional<String> refusal) {
    /** For candidates that are scored without a reward model. */
    static final Score NONE = new Score(OptionalDouble.empty(), Optional.empty());

    static Score of(double value) {
        return new Score(OptionalDouble.of(value), Optional.empty());
    }

    static Score refused(String why) {
        return new Score(OptionalDouble.empty(), Optional.of(why));
    }
}
