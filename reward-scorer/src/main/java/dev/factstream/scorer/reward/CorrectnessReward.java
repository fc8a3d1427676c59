package dev.factstream.scorer.reward;

import static dev.factstream.scorer.reward.RewardQuirk.CHOICE_PHRASES;
import static dev.factstream.scorer.reward.RewardQuirk.NO_ONLY;
import static dev.factstream.scorer.reward.RewardQuirk.PREFIX_MATCH;

import dev.factstream.schemas.facts.AnswerGrader;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.facts.Facts;
import java.util.Optional;
import java.util.Set;

/**
 * Rewards agreement with the symbolic ground truth:
 *
 * <pre>
 * correctness = weight · c
 *   yes/no            c = +0.5 right, −0.5 wrong, 0 neither
 *   multiple choice   c = 1 right, 0 otherwise
 *   open              c = 0, since there is no ground truth
 * </pre>
 *
 * With weight 2 that is +1 / −1 / 0 and +2 / 0. Right and wrong differ by 2 for a choice as for a yes or no. A choice has
 * no zero point to be symmetric about, since a refusal to choose is as useless as a wrong letter; the critic learns away a
 * constant shift of a whole kind of question.
 *
 * <p>Source: LLaVA-RLHF, {@code AnswerType} and {@code correct_bonus_score} (2) in its PPO trainer. Its way to
 * recognise answers differs and can be switched on: {@link RewardQuirk}.
 */
final class CorrectnessReward {
    private final double weight;
    private final Set<RewardQuirk> quirks;

    CorrectnessReward(double weight, Set<RewardQuirk> quirks) {
        this.weight = weight;
        this.quirks = quirks;
    }

    double of(Facts facts, String question, String answer) {
        return weight
                * switch (facts.answerKind()) {
                    case OPEN -> 0.0;
                    case MULTIPLE_CHOICE -> choice(facts.correctAnswer().orElseThrow(), question, answer) ? 1.0 : 0.0;
                    case YES_NO -> yesNo(facts.correctAnswer().orElseThrow(), answer);
                };
    }

    private double yesNo(String right, String answer) {
        if (quirks.contains(NO_ONLY) && right.equals("yes")) {
            return 0.0;
        }
        return given(answer).map(said -> said.equals(right) ? 0.5 : -0.5).orElse(0.0);
    }

    private Optional<String> given(String answer) {
        if (!quirks.contains(PREFIX_MATCH)) {
            return AnswerGrader.extract(AnswerKind.YES_NO, "", answer);
        }
        if (answer.startsWith("No")) {
            return Optional.of("no");
        }
        return answer.startsWith("Yes") ? Optional.of("yes") : Optional.empty();
    }

    private boolean choice(String right, String question, String answer) {
        return quirks.contains(CHOICE_PHRASES)
                ? answer.strip().startsWith(right + ".") || answer.contains("correct option is " + right + ".")
                : AnswerGrader.extract(AnswerKind.MULTIPLE_CHOICE, question, answer)
                        .filter(right::equals)
                        .isPresent();
    }
}
