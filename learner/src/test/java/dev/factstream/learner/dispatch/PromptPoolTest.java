package dev.factstream.learner.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.schemas.ticket.Question;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PromptPoolTest {

    private static final List<Question> QUESTIONS = IntStream.range(0, 50)
            .mapToObj(i -> new Question("prompt-" + i, "Is it?", Optional.empty()))
            .toList();

    @Test
    void everyEpochAsksEveryQuestionOnceInAnotherOrder() {
        PromptPool pool = new PromptPool(QUESTIONS, 7);
        List<Question> first = epoch(pool, 0);
        List<Question> second = epoch(pool, 1);
        assertThat(first).containsExactlyInAnyOrderElementsOf(QUESTIONS);
        assertThat(second).containsExactlyInAnyOrderElementsOf(QUESTIONS).isNotEqualTo(first);
        assertThat(epoch(pool, 0)).isEqualTo(first);
    }

    @Test
    void theOrderDependsOnTheSeedAndNotOnHowQuestionsArrived() {
        List<Question> shuffled = new ArrayList<>(QUESTIONS);
        Collections.shuffle(shuffled, new Random(1));
        assertThat(epoch(new PromptPool(shuffled, 7), 0))
                .isEqualTo(epoch(new PromptPool(QUESTIONS, 7), 0))
                .isNotEqualTo(epoch(new PromptPool(QUESTIONS, 8), 0));
    }

    @Test
    void anEmptyPoolIsRefused() {
        assertThatThrownBy(() -> new PromptPool(List.of(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("publish data first");
    }

    private static List<Question> epoch(PromptPool pool, int epoch) {
        return IntStream.range(0, pool.size())
                .mapToObj(i -> pool.at((long) epoch * pool.size() + i))
                .toList();
    }
}
