package dev.factstream.learner.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.ticket.PoolEntry;
import dev.factstream.schemas.ticket.Question;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptPoolTest {

    private static final int ROUND = 36; // 50:12:10 in lowest terms is 25:6:5
    private static final List<PoolEntry> OF_ONE_KIND = entries("yes-no", AnswerKind.YES_NO, 50);
    private static final List<PoolEntry> MIXED = Stream.of(
                    entries("open", AnswerKind.OPEN, 40),
                    entries("choice", AnswerKind.MULTIPLE_CHOICE, 10),
                    entries("yes-no", AnswerKind.YES_NO, 100))
            .flatMap(List::stream)
            .toList();

    @Test
    void everyEpochAsksEveryQuestionOnceInAnotherOrder() {
        PromptPool pool = pool(OF_ONE_KIND, "50:12:10", 7);
        List<String> all =
                OF_ONE_KIND.stream().map(entry -> entry.question().promptId()).toList();
        List<String> first = asked(pool, 0, 50);
        List<String> second = asked(pool, 50, 50);
        assertThat(first).containsExactlyInAnyOrderElementsOf(all);
        assertThat(second).containsExactlyInAnyOrderElementsOf(all).isNotEqualTo(first);
        assertThat(asked(pool, 0, 50)).isEqualTo(first);
    }

    @Test
    void everyRoundHasTheKindsOfTheMixInAnotherOrder() {
        PromptPool pool = pool(MIXED, "50:12:10", 7);
        for (int round = 0; round < 5; round++) {
            List<String> asked = asked(pool, round * ROUND, ROUND);
            assertThat(asked).filteredOn(id -> id.startsWith("open")).hasSize(25);
            assertThat(asked).filteredOn(id -> id.startsWith("choice")).hasSize(6);
            assertThat(asked).filteredOn(id -> id.startsWith("yes-no")).hasSize(5);
        }
        assertThat(kinds(asked(pool, 0, ROUND))).isNotEqualTo(kinds(asked(pool, ROUND, ROUND)));
        // within a kind too, every question occurs once before any occurs again
        assertThat(asked(pool, 0, 5 * ROUND).stream()
                        .filter(id -> id.startsWith("choice"))
                        .limit(10))
                .doesNotHaveDuplicates();
    }

    @Test
    void aQuestionDependsOnItsPositionAndNotOnWhatWasAskedBefore() {
        List<String> inOrder = asked(pool(MIXED, "50:12:10", 7), 0, 200);
        PromptPool another = pool(MIXED, "50:12:10", 7);
        for (int position : new int[] {150, 3, 199, 71, 72, 3}) {
            assertThat(another.at(position).promptId()).isEqualTo(inOrder.get(position));
        }
    }

    @Test
    void theOrderDependsOnTheSeedAndNotOnHowQuestionsArrived() {
        List<PoolEntry> shuffled = new ArrayList<>(MIXED);
        Collections.shuffle(shuffled, new Random(1));
        assertThat(asked(pool(shuffled, "50:12:10", 7), 0, 100))
                .isEqualTo(asked(pool(MIXED, "50:12:10", 7), 0, 100))
                .isNotEqualTo(asked(pool(MIXED, "50:12:10", 8), 0, 100));
    }

    @Test
    void kindsMissingFromThePoolAreSkipped() {
        List<PoolEntry> closed = MIXED.subList(40, MIXED.size());
        List<String> asked = asked(pool(closed, "50:12:10", 7), 0, 11);
        assertThat(asked).filteredOn(id -> id.startsWith("choice")).hasSize(6);
        assertThat(asked).filteredOn(id -> id.startsWith("yes-no")).hasSize(5);
    }

    @Test
    void aPoolWithoutAnythingToAskIsRefused() {
        assertThatThrownBy(() -> pool(List.of(), "50:12:10", 1)).hasMessageContaining("publish data first");
        assertThatThrownBy(() -> pool(OF_ONE_KIND, "1:1:0", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the prompt mix 1:1:0 asks for none of the kinds in the pool, [YES_NO]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"50:12", "0:0:0", "1:-1:1", "open", "1:2:x"})
    void whatIsNoMixIsRefused(String text) {
        assertThatThrownBy(() -> PromptMix.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<PoolEntry> entries(String name, AnswerKind kind, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new PoolEntry(new Question(name + "-" + i, "Is it?", Optional.empty()), kind, "train"))
                .toList();
    }

    private static PromptPool pool(List<PoolEntry> entries, String mix, long seed) {
        return new PromptPool(entries, PromptMix.parse(mix), seed);
    }

    private static List<String> asked(PromptPool pool, long from, int count) {
        return LongStream.range(from, from + count)
                .mapToObj(position -> pool.at(position).promptId())
                .toList();
    }

    private static List<String> kinds(List<String> ids) {
        return ids.stream().map(id -> id.substring(0, id.lastIndexOf('-'))).toList();
    }
}
