package dev.factstream.scorer.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.factstream.infra.fixture.RolloutSamples;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.facts.Facts;
import dev.factstream.schemas.rollout.RewardParts;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.scorer.HandComputedReward;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RewardFunctionTest {
    static List<HandComputedReward> table() {
        return HandComputedReward.table();
    }

    @ParameterizedTest
    @MethodSource("table")
    void everyPartEqualsTheOneComputedByHand(HandComputedReward row) {
        ScoredRollout byDefault = score(RewardProfile.DEFAULT, row);
        ScoredRollout inPaper = score(RewardProfile.PAPER, row);

        assertSame(byDefault.reward(), row.byDefault());
        assertSame(inPaper.reward(), row.inPaper());
        assertThat(byDefault.correct()).isEqualTo(row.correct());
        assertThat(inPaper.correct()).isEqualTo(row.correct());
    }

    @Test
    void everyQuirkCanBeSetAlone() {
        Facts yes = RolloutSamples.facts("p", AnswerKind.YES_NO, "yes", 1);
        Facts no = RolloutSamples.facts("p", AnswerKind.YES_NO, "no", 1);
        Facts choice = RolloutSamples.facts("p", AnswerKind.MULTIPLE_CHOICE, "B", 1);
        Facts why = RolloutSamples.facts("p", AnswerKind.OPEN, null, -0.5);

        assertThat(reward(RewardQuirk.NO_ONLY, yes, "yes").correctness()).isZero();
        assertThat(reward(RewardQuirk.NO_ONLY, no, "no").correctness()).isEqualTo(1);
        assertThat(reward(RewardQuirk.PREFIX_MATCH, no, "Not sure").correctness())
                .isEqualTo(1);
        assertThat(reward(RewardQuirk.PREFIX_MATCH, yes, "Yes").correctness()).isEqualTo(1);
        assertThat(reward(RewardQuirk.CHOICE_PHRASES, choice, "So the correct option is B.")
                        .correctness())
                .isEqualTo(2);
        assertThat(reward(RewardQuirk.CUT_AT_QUESTION_MARK, no, "No? Sure.").missingEnd())
                .isEqualTo(-8);
        assertThat(reward(RewardQuirk.LENGTH_BONUS, why, "It is tired.").length())
                .isEqualTo(1.25);
    }

    @Test
    void theWeightedScoreOfTheRewardModelIsASeparatePart() {
        RewardProfile half = RewardProfile.DEFAULT.renamed("half").withModelWeight(0.5);
        RewardFunction rewards = new RewardFunction(half, "model-7");
        Facts facts = RolloutSamples.yes("p");

        ScoredRollout scored = rewards.score(
                rewards.candidate(RolloutSamples.rollout(1, "p", "yes"), facts), OptionalDouble.of(-3), 7);

        assertThat(scored.reward().rewardModel()).hasValue(-1.5);
        assertThat(scored.reward().total()).isEqualTo(-1.5 + 1 - 0.125);
        assertThat(scored.rewardModelId()).isEqualTo("model-7");
        assertThat(scored.rewardProfile()).isEqualTo("half");
        assertThat(scored.factsHash()).isEqualTo(facts.hash());
        assertThat(scored.scoredAtMillis()).isEqualTo(7);
    }

    @Test
    void aProfileRefusesNegativeAndNonFiniteConstants() {
        assertThatThrownBy(() -> RewardProfile.DEFAULT.withModelWeight(-1)).hasMessageContaining("model weight");
        assertThatThrownBy(() -> RewardProfile.DEFAULT.withCorrectnessWeight(-1))
                .hasMessageContaining("correctness weight");
        assertThatThrownBy(() -> RewardProfile.DEFAULT.withLengthWeight(Double.NaN))
                .hasMessageContaining("length weight");
        assertThatThrownBy(() -> RewardProfile.DEFAULT.withMissingEndFine(Double.POSITIVE_INFINITY))
                .hasMessageContaining("missing-end fine");
    }

    private static ScoredRollout score(RewardProfile profile, HandComputedReward row) {
        return score(profile, row.rollout(), row.facts());
    }

    private static ScoredRollout score(RewardProfile profile, Rollout rollout, Facts facts) {
        RewardFunction rewards = new RewardFunction(profile, "symbolic");
        return rewards.score(rewards.candidate(rollout, facts), OptionalDouble.empty(), 7);
    }

    private static RewardParts reward(RewardQuirk quirk, Facts facts, String text) {
        return score(with(Set.of(quirk)), RolloutSamples.rollout(1, "p", text), facts)
                .reward();
    }

    private static RewardProfile with(Set<RewardQuirk> quirks) {
        return RewardProfile.PAPER.renamed("one").withQuirks(quirks);
    }

    private static void assertSame(RewardParts actual, RewardParts expected) {
        assertThat(actual.rewardModel()).isEmpty();
        assertThat(actual.correctness()).isEqualTo(expected.correctness());
        assertThat(actual.length()).isCloseTo(expected.length(), within(1e-12));
        assertThat(actual.missingEnd()).isEqualTo(expected.missingEnd());
        assertThat(actual.total()).isCloseTo(expected.total(), within(1e-12));
    }
}
