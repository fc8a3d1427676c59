package dev.factstream.learner.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.ticket.PoolEntry;
import dev.factstream.schemas.ticket.Question;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
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
        PromptPool trained = pool(1).without(canaries);
        Set<String> asked = new HashSet<>();
        for (long position = 0; position < 200; position++) {
            asked.add(trained.at(position).promptId());
        }
        assertThat(asked).hasSize(32).doesNotContainAnyElementsOf(canaries);
        assertThat(trained.find(canaries.get(0))).isEmpty();
        assertThat(pool(1).chooseCanaries(8, Set.copyOf(canaries))).hasSize(8).doesNotContainAnyElementsOf(canaries);
    }

    @Test
    void aPoolWithOnlyCanariesIsRefused() {
        List<String> all = pool(1).chooseCanaries(1000, Set.of());

        assertThat(all).hasSize(40);
        assertThatThrownBy(() -> pool(1).without(all)).hasMessageContaining("learner.canary.size");
    }

    private static PromptPool pool(long seed) {
        List<PoolEntry> entries = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            entries.add(entry("open-" + i, AnswerKind.OPEN));
            entries.add(entry("yes-no-" + i, AnswerKind.YES_NO));
        }
        return new PromptPool(entries, MIX, seed);
    }

    private static PoolEntry entry(String id, AnswerKind kind) {
        return new PoolEntry(new Question(id, "Is it?", Optional.empty()), kind, "train");
    }
}
