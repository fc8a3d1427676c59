package dev.factstream.evaluation.heldout;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.data.picturebook.World;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HeldOutQuestionsTest {
    private static final List<HeldOutQuestion> QUESTIONS = HeldOutQuestions.ofPictureBook(World.preset("tiny"), 240, 1);

    @Test
    void everyAnswerOfAKindIsRightEquallyOften() {
        Map<String, Long> counts = QUESTIONS.stream()
                .collect(groupingBy(question -> question.facts().correctAnswer().orElseThrow(), counting()));

        assertThat(counts).isEqualTo(Map.of("yes", 60L, "no", 60L, "A", 30L, "B", 30L, "C", 30L, "D", 30L));
    }

    @Test
    void shuffledPicturesAreTheSamePicturesAndNoneIsItsQuestionsOwn() {
        List<HeldOutQuestion> shuffled = HeldOutQuestions.shuffledPictures(QUESTIONS, 7);

        Set<byte[]> before = new HashSet<>();
        Set<byte[]> after = new HashSet<>();
        for (int i = 0; i < QUESTIONS.size(); i++) {
            assertThat(shuffled.get(i).facts()).isEqualTo(QUESTIONS.get(i).facts());
            assertThat(shuffled.get(i).image()).isNotSameAs(QUESTIONS.get(i).image());
            before.add(QUESTIONS.get(i).image());
            after.add(shuffled.get(i).image());
        }
        assertThat(after).isEqualTo(before);
    }
}
