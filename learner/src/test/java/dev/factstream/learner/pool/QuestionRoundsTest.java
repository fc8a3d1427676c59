package dev.factstream.learner.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.schemas.facts.AnswerKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionRoundsTest {
    private static final int MIX = 36; // 50:12:10 in lowest terms is 25:6:5
    private static final int PLACES = 48;

    @Test
    void everyCycleAsksEveryQuestionOnceInAnotherOrder() {
        QuestionRounds rounds = rounds(new FixedPool().add("yes-no", AnswerKind.YES_NO, "", 50), "*:1", 7);

        List<String> first = asked(rounds, 0, 50);
        List<String> second = asked(rounds, 50, 50);

        assertThat(first).doesNotHaveDuplicates();
        assertThat(second).doesNotHaveDuplicates().isNotEqualTo(first).containsExactlyInAnyOrderElementsOf(first);
    }

    @Test
    void kindsHaveTheirSharesAcrossRoundsInAnotherOrderEachTime() {
        QuestionRounds rounds = rounds(mixed(), "*:1", 7);
        List<List<String>> orders = new ArrayList<>();
        for (int cycle = 0; cycle < 5; cycle++) { // a round of 48 places ends within a cycle of the mix
            List<String> asked = asked(rounds, cycle * MIX, MIX);
            assertThat(kinds(asked)).isEqualTo(Map.of("open", 25L, "choice", 6L, "yes-no", 5L));
            orders.add(asked.stream().map(QuestionRoundsTest::kind).toList());
        }
        assertThat(orders).doesNotHaveDuplicates();
    }

    @Test
    void theOrderDependsOnTheSeedAndNotOnHowQuestionsArrived() {
        FixedPool another = new FixedPool()
                .add("yes-no", AnswerKind.YES_NO, "", 100)
                .add("open", AnswerKind.OPEN, "", 40)
                .add("choice", AnswerKind.MULTIPLE_CHOICE, "", 10);

        assertThat(asked(rounds(another, "*:1", 7), 0, 100))
                .isEqualTo(asked(rounds(mixed(), "*:1", 7), 0, 100))
                .isNotEqualTo(asked(rounds(mixed(), "*:1", 8), 0, 100));
    }

    @Test
    void aResumedRoundGoesOnAsIfItHadNeverStopped() {
        FixedPool pool = mixed();
        QuestionRounds through = rounds(pool, "*:1", 7);
        QuestionRounds broken = rounds(pool, "*:1", 7);
        List<String> before = asked(through, 0, 60);
        assertThat(asked(broken, 0, 60)).isEqualTo(before);
        pool.add("later", AnswerKind.OPEN, "", 3).retire("open-1");

        QuestionRounds resumed = rounds(pool, "*:1", 7);
        resumed.resume(broken.current().orElseThrow());

        assertThat(asked(resumed, 60, 200)).isEqualTo(asked(through, 60, 200));
    }

    @Test
    void newQuestionsComeFirstInTheNextRoundAndNotBefore() {
        FixedPool pool = new FixedPool().add("old", AnswerKind.YES_NO, "", 1000);
        QuestionRounds rounds = rounds(pool, "*:1", 7);
        asked(rounds, 0, 10);
        pool.add("new", AnswerKind.YES_NO, "", 5);

        assertThat(asked(rounds, 10, PLACES - 10)).allMatch(id -> id.startsWith("old"));
        assertThat(asked(rounds, PLACES, 5)).doesNotHaveDuplicates().allMatch(id -> id.startsWith("new"));
        assertThat(asked(rounds, PLACES + 5, PLACES - 5)).allMatch(id -> id.startsWith("old"));
    }

    @Test
    void questionsThatJoinOrLeaveDoNotMakeACycleRepeatOthers() {
        FixedPool pool = new FixedPool().add("old", AnswerKind.YES_NO, "", 200);
        QuestionRounds rounds = rounds(pool, "*:1", 7);
        List<String> asked = new ArrayList<>();
        for (int round = 0; round < 4; round++) {
            asked.addAll(asked(rounds, round * PLACES, PLACES));
            String left = pool.index().all().stream()
                    .map(PoolQuestion::promptId)
                    .filter(id -> !asked.contains(id))
                    .findFirst()
                    .orElseThrow();
            pool.add("new-" + round, AnswerKind.YES_NO, "", 1).retire(left);
        }
        assertThat(asked.stream().filter(id -> id.startsWith("old")))
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(180);
    }

    @Test
    void sourcesHaveTheirSharesWhateverTheirSizes() {
        FixedPool pool = new FixedPool()
                .add("small", AnswerKind.YES_NO, "mine", 3)
                .add("large", AnswerKind.YES_NO, "vqa", 1000)
                .add("open", AnswerKind.OPEN, "vqa", 1000)
                .add("none", AnswerKind.OPEN, "", 500);

        List<String> asked = asked(rounds(pool, "mine:3,vqa:1", 7), 0, 400);
        assertThat(kinds(asked)).containsEntry("small", 300L).doesNotContainKey("none");
        assertThat(kinds(asked).get("open")).isBetween(80L, 87L); // 5 of 6 in the mix of open and yes/no questions

        assertThat(kinds(asked(rounds(pool, "mine:1,*:9", 7), 0, 400))).containsEntry("small", 40L);
    }

    @Test
    void aSourceThatAppearsLaterGetsItsShareFromTheNextRoundOn() {
        FixedPool pool = new FixedPool().add("vqa", AnswerKind.YES_NO, "vqa", 1000);
        QuestionRounds rounds = rounds(pool, "mine:1,vqa:3", 7);
        asked(rounds, 0, 1);
        pool.add("mine", AnswerKind.YES_NO, "mine", 1000);

        assertThat(kinds(asked(rounds, 1, PLACES - 1))).doesNotContainKey("mine");
        assertThat(kinds(asked(rounds, PLACES, PLACES))).containsEntry("mine", (long) PLACES / 4);
    }

    @Test
    void aPoolThatHasBecomeEmptyAsksNothingUntilSomethingIsPublished() {
        FixedPool pool = new FixedPool().add("only", AnswerKind.YES_NO, "", 1);
        QuestionRounds rounds = rounds(pool, "*:1", 7);
        asked(rounds, 0, PLACES);
        pool.retire("only-0");

        assertThat(rounds.hasQuestions()).isFalse();
        assertThat(rounds.at(PLACES)).isEmpty();
        pool.add("other", AnswerKind.YES_NO, "", 1);
        assertThat(rounds.hasQuestions()).isTrue();
        assertThat(rounds.at(PLACES)).contains("other-0");
    }

    @Test
    void aPoolWithoutAnythingToAskIsRefused() {
        assertThatThrownBy(() -> rounds(new FixedPool(), "*:1", 1).requireQuestions())
                .hasMessageContaining("publish data first");
        assertThatThrownBy(() -> rounds(mixed(), "elsewhere:1", 1).requireQuestions())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ask for none of the 150 questions in the pool");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mine", "mine:0", "mine:-1", ":1", "a:1,a:2", "a:x", "a:1,"})
    void textsThatAreNoSharesAreRefused(String text) {
        assertThatThrownBy(() -> SourceShares.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("source:share");
    }

    @ParameterizedTest
    @ValueSource(strings = {"50:12", "0:0:0", "1:-1:1", "open", "1:2:x"})
    void textsThatAreNoMixAreRefused(String text) {
        assertThatThrownBy(() -> PromptMix.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static FixedPool mixed() {
        return new FixedPool()
                .add("open", AnswerKind.OPEN, "", 40)
                .add("choice", AnswerKind.MULTIPLE_CHOICE, "", 10)
                .add("yes-no", AnswerKind.YES_NO, "", 100);
    }

    private static QuestionRounds rounds(QuestionPool pool, String sources, long seed) {
        return new QuestionRounds(pool, PromptMix.PAPER, SourceShares.parse(sources), seed, PLACES);
    }

    private static List<String> asked(QuestionRounds rounds, long from, int count) {
        return LongStream.range(from, from + count)
                .mapToObj(position -> rounds.at(position).orElseThrow())
                .toList();
    }

    private static Map<String, Long> kinds(List<String> ids) {
        return ids.stream().collect(Collectors.groupingBy(QuestionRoundsTest::kind, Collectors.counting()));
    }

    private static String kind(String id) {
        return id.substring(0, id.lastIndexOf('-'));
    }
}
