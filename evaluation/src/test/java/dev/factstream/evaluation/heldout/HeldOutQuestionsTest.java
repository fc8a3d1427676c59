package dev.factstream.evaluation.heldout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.picturebook.PictureBookOptions;
import dev.factstream.picturebook.PictureBookWriter;
import dev.factstream.picturebook.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldOutQuestionsTest {
    private static final World WORLD = World.preset("small");

    @Test
    void areExactlyBalancedByAnswer() {
        Map<String, Long> counts = HeldOutQuestions.ofPictureBook(WORLD, 1000, 1).stream()
                .collect(Collectors.groupingBy(
                        question -> question.facts().correctAnswer().orElseThrow(), Collectors.counting()));
        assertThat(counts).isEqualTo(Map.of("yes", 250L, "no", 250L, "A", 125L, "B", 125L, "C", 125L, "D", 125L));
    }

    @Test
    void areTheSameForTheSameSeed() {
        List<HeldOutQuestion> questions = HeldOutQuestions.ofPictureBook(WORLD, 40, 2);
        List<HeldOutQuestion> again = HeldOutQuestions.ofPictureBook(WORLD, 40, 2);
        for (int i = 0; i < 40; i++) {
            assertThat(again.get(i).facts()).isEqualTo(questions.get(i).facts());
            assertThat(again.get(i).image()).isEqualTo(questions.get(i).image());
        }
        assertThat(HeldOutQuestions.ofPictureBook(WORLD, 40, 3).get(0).facts())
                .isNotEqualTo(questions.get(0).facts());
        assertThatThrownBy(() -> HeldOutQuestions.shuffledPictures(questions.subList(0, 1), 1))
                .hasMessageContaining("at least two questions");
    }

    @Test
    void shufflingGivesEveryQuestionAnotherPictureAndLosesNone() {
        List<HeldOutQuestion> questions = HeldOutQuestions.ofPictureBook(WORLD, 80, 4);
        List<HeldOutQuestion> shuffled = HeldOutQuestions.shuffledPictures(questions, 5);
        for (int i = 0; i < 80; i++) {
            assertThat(shuffled.get(i).facts()).isSameAs(questions.get(i).facts());
            assertThat(shuffled.get(i).image()).isNotSameAs(questions.get(i).image());
        }
        assertThat(shuffled.stream().map(q -> q.image()).distinct()).hasSize(80);
    }

    @Test
    void areReadFromAFolder(@TempDir Path folder) throws IOException {
        new PictureBookWriter(PictureBookOptions.of(Map.of("count", "12", "mix", "1:1:1", "questions", "3")))
                .write(folder);
        List<HeldOutQuestion> questions = HeldOutQuestions.ofFolder(folder);
        assertThat(questions).hasSize(24).allMatch(question -> question.image().length > 0);
    }
}
