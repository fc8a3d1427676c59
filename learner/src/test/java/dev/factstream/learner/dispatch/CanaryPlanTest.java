package dev.factstream.learner.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.learner.pool.FixedPool;
import dev.factstream.learner.pool.PromptMix;
import dev.factstream.learner.pool.QuestionRounds;
import dev.factstream.learner.pool.SourceShares;
import dev.factstream.schemas.facts.AnswerKind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CanaryPlanTest {
    private static final PromptMix MIX = new PromptMix(1, 0, 3);

    @Test
    void aRoundIsDueAtEveryKthVersionAndNeverWithoutAPlan() {
        CanaryPlan third = new CanaryPlan(3, 8);

        assertThat(List.of(0, 1, 2, 3, 4, 6)).map(third::dueAt).containsExactly(true, false, false, true, false, true);
        assertThat(CanaryPlan.NONE.dueAt(0)).isFalse();
        assertThatThrownBy(() -> new CanaryPlan(1, 0)).hasMessageContaining("learner.canary.size must be at least 1");
    }

    @Test
    void canariesFollowTheMixDoNotDependOnTheSeedAndAreNotTrainedOn() {
        List<String> canaries = pool(1).chooseCanaries(8, Set.of());

        assertThat(pool(2).chooseCanaries(8, Set.of())).isEqualTo(canaries);
        assertThat(canaries).hasSize(8).filteredOn(id -> id.startsWith("open")).hasSize(2);
        QuestionRounds trained = pool(1);
        trained.holdOut(canaries);
        Set<String> asked = new HashSet<>();
        for (long position = 0; position < 200; position++) {
            asked.add(trained.at(position).orElseThrow());
        }
        assertThat(asked).hasSize(32).doesNotContainAnyElementsOf(canaries);
        assertThat(trained.find(canaries.get(0))).isEmpty();
        assertThat(pool(1).chooseCanaries(8, Set.copyOf(canaries))).hasSize(8).doesNotContainAnyElementsOf(canaries);
    }

    @Test
    void aPoolWithOnlyCanariesIsRefused() {
        List<String> all = pool(1).chooseCanaries(1000, Set.of());

        assertThat(all).hasSize(40);
        QuestionRounds rounds = pool(1);
        rounds.holdOut(all);
        assertThatThrownBy(rounds::requireQuestions).hasMessageContaining("learner.canary.size");
    }

    private static QuestionRounds pool(long seed) {
        FixedPool pool = new FixedPool().add("open", AnswerKind.OPEN, "", 20).add("yes-no", AnswerKind.YES_NO, "", 20);
        return new QuestionRounds(pool, MIX, SourceShares.NONE, seed, 64);
    }
}
