package dev.factstream.evaluation.heldout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.evaluation.UntrainedModel;
import dev.factstream.model.image.ImageException;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.picturebook.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Uses an untrained model: its answers are meaningless, but depend on picture and question. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeldOutEvaluationTest {
    private static final int WORDS = 6;

    private VisionLanguageModel model;
    private List<HeldOutQuestion> questions;

    @BeforeAll
    void untrainedModel(@TempDir Path folder) throws IOException {
        questions = HeldOutQuestions.ofPictureBook(World.preset("tiny"), 16, 1);
        model = UntrainedModel.write(folder);
    }

    @AfterAll
    void close() {
        model.close();
    }

    @Test
    void answersKeepTheOrderOfTheQuestionsAndDoNotDependOnTheBatch() {
        List<String> together = answers(questions);
        List<String> singly = new ArrayList<>();
        questions.forEach(question -> singly.addAll(answers(List.of(question))));
        assertThat(together).isEqualTo(singly).hasSize(16);
        assertThat(together.stream().distinct()).hasSizeGreaterThan(8);
        assertThat(CorrectRate.of(questions, together).all().total()).isEqualTo(16);
    }

    @Test
    void theAnswerDependsOnThePicture() {
        List<String> shuffled = answers(HeldOutQuestions.shuffledPictures(questions, 1));
        assertThat(shuffled).isNotEqualTo(answers(questions));
    }

    @Test
    void aPictureThatCannotBeDecodedIsAnError() {
        List<HeldOutQuestion> broken = List.of(questions.get(0).withImage(new byte[] {1, 2, 3}));
        assertThatThrownBy(() -> answers(broken)).isInstanceOf(ImageException.class);
    }

    private List<String> answers(List<HeldOutQuestion> asked) {
        return new HeldOutEvaluation(model, WORDS).answers(Optional.empty(), asked);
    }
}
