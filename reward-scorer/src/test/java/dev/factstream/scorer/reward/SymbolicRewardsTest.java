package dev.factstream.scorer.reward;

import static dev.factstream.schemas.facts.AnswerKind.MULTIPLE_CHOICE;
import static dev.factstream.schemas.facts.AnswerKind.OPEN;
import static dev.factstream.schemas.facts.AnswerKind.YES_NO;
import static dev.factstream.schemas.rollout.FinishReason.LENGTH;
import static dev.factstream.schemas.rollout.FinishReason.STOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.facts.Facts;
import dev.factstream.schemas.rollout.FinishReason;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.scorer.Samples;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SymbolicRewardsTest {
    private final SymbolicRewards rewards = new SymbolicRewards(RewardProfile.DEFAULT);

    /** Computed by hand: 2·(±0.5 or 1), −0.5·m·tokens/16, −1 when cut. */
    static Stream<Arguments> handComputedTable() {
        return Stream.of(
                row(YES_NO, "yes", "Yes, there is.", 4, STOP, 1, true, 1.0, -0.125, 0.0),
                row(YES_NO, "yes", "no", 2, STOP, 1, false, -1.0, -0.0625, 0.0),
                row(YES_NO, "yes", "I cannot tell.", 8, STOP, 1, false, 0.0, -0.25, 0.0),
                row(YES_NO, "no", "No.", 2, STOP, 1, true, 1.0, -0.0625, 0.0),
                row(YES_NO, "no", "Yes.", 2, STOP, 1, false, -1.0, -0.0625, 0.0),
                row(YES_NO, "no", "Not sure", 3, STOP, 1, false, 0.0, -0.09375, 0.0),
                row(YES_NO, "no", "", 1, STOP, 1, false, 0.0, -0.03125, 0.0),
                row(YES_NO, "yes", "yes yes yes", 16, LENGTH, 1, true, 1.0, -0.5, -1.0),
                row(MULTIPLE_CHOICE, "B", "B. a kite", 4, STOP, 1, true, 2.0, -0.125, 0.0),
                row(MULTIPLE_CHOICE, "B", "B", 2, STOP, 1, true, 2.0, -0.0625, 0.0),
                row(MULTIPLE_CHOICE, "B", "A. a ball", 4, STOP, 1, false, 0.0, -0.125, 0.0),
                row(MULTIPLE_CHOICE, "B", "Big kite", 4, STOP, 1, false, 0.0, -0.125, 0.0),
                row(OPEN, null, "A dog sleeps — über alles 🐕", 8, STOP, 2, false, 0.0, -0.5, 0.0),
                row(OPEN, null, "A dog sl", 16, LENGTH, 0, false, 0.0, 0.0, -1.0));
    }

    @ParameterizedTest
    @MethodSource("handComputedTable")
    void everyPartEqualsTheHandComputedOne(
            AnswerKind kind,
            String right,
            String text,
            int tokens,
            FinishReason finish,
            double multiplier,
            boolean correct,
            double correctness,
            double length,
            double missingEnd) {
        Facts facts = Samples.facts("p", kind, right, multiplier);

        ScoredRollout scored = rewards.score(Samples.rollout(1, "p", text, tokens, finish, -1f), facts, 7);

        assertThat(scored.correct()).isEqualTo(correct);
        assertThat(scored.reward().rewardModel()).isEmpty();
        assertThat(scored.reward().correctness()).isEqualTo(correctness);
        assertThat(scored.reward().length()).isCloseTo(length, within(1e-12));
        assertThat(scored.reward().missingEnd()).isEqualTo(missingEnd);
        assertThat(scored.reward().total()).isCloseTo(correctness + length + missingEnd, within(1e-12));
    }

    @Test
    void aScoredRolloutNamesWhatItWasJudgedBy() {
        Facts facts = Samples.yes("p");

        ScoredRollout scored = rewards.score(Samples.rollout(1, "p", "yes"), facts, 7);

        assertThat(scored.rewardModelId()).isEqualTo("symbolic");
        assertThat(scored.rewardProfile()).isEqualTo("default");
        assertThat(scored.factsHash()).isEqualTo(facts.hash());
        assertThat(scored.scoredAtMillis()).isEqualTo(7);
    }

    @Test
    void aProfileRefusesNegativeAndNonFiniteConstants() {
        assertThatThrownBy(() -> new RewardProfile("odd", -1, 0, 0)).hasMessageContaining("correctness weight");
        assertThatThrownBy(() -> new RewardProfile("odd", 1, Double.NaN, 0)).hasMessageContaining("length weight");
        assertThatThrownBy(() -> new RewardProfile("odd", 1, 0, Double.POSITIVE_INFINITY))
                .hasMessageContaining("missing-end fine");
    }

    private static Arguments row(Object... columns) {
        return Arguments.of(columns);
    }
}
