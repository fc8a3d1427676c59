package dev.factstream.scorer.reward;

import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.facts.SymbolicAnswer.Verdict;

/**
 * Rewards agreement with the symbolic ground truth:
 *
 * <pre>
 * correctness = weight · c
 *   yes/no            c = +0.5 right, −0.5 wrong, 0 neither
 *   multiple choice   c = 1 right, 0 otherwise
 *   open              c = 0: there is nothing to compare with
 * </pre>
 *
 * With weight 2 that is +1 / −1 / 0 and +2 / 0. A right choice is told from a wrong one by as much as a right yes or no
 * from a wrong one: 2. A choice has no zero point to be symmetric about, since a refusal to choose is as useless as a
 * wrong letter, and a constant shift of a whole kind of question is what the critic learns away.
 *
 * <p>Source: LLaVA-RLHF, {@code AnswerType} and {@code correct_bonus_score} (2) in its PPO trainer. Deviations: a right
 * "yes" earns what a right "no" earns (the original leaves "yes" at 0 by a to-do, which works against saying yes at
 * all); whole words are compared and case is ignored (there, "Not sure" and "North" count as "No").
 */
final class CorrectnessReward {
    private final double weight;

    CorrectnessReward(double weight) {
        this.weight = weight;
    }

    double of(AnswerKind kind, Verdict verdict) {
        return weight * agreement(kind, verdict);
    }

    private static double agreement(AnswerKind kind, Verdict verdict) {
        return switch (kind) {
            case OPEN -> 0.0;
            case MULTIPLE_CHOICE -> verdict == Verdict.RIGHT ? 1.0 : 0.0;
            case YES_NO ->
                switch (verdict) {
                    case RIGHT -> 0.5;
                    case WRONG -> -0.5;
                    case NEITHER -> 0.0;
                };
        };
    }
}
