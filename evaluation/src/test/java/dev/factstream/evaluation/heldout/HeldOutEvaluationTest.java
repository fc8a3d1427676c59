package dev.factstream.evaluation.heldout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import dev.factstream.data.picturebook.World;
import dev.factstream.model.checkpoint.Activation;
import dev.factstream.model.checkpoint.LlavaConfig;
import dev.factstream.model.checkpoint.RopeConfig;
import dev.factstream.model.checkpoint.TextConfig;
import dev.factstream.model.checkpoint.VisionConfig;
import dev.factstream.model.image.ImageException;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.model.tokenizer.BytePairTrainer;
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

/** On an untrained model, whose answers are nonsense but its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeldOutEvaluationTest {
    private static final int WORDS = 6;

    private VisionLanguageModel model;
    private List<HeldOutQuestion> questions;

    @BeforeAll
    void untrainedModel(@TempDir Path folder) throws IOException {
        questions = HeldOutQuestions.ofPictureBook(World.preset("tiny"), 16, 1);
        BytePairTrainer.train(questions.stream().map(HeldOutQuestion::text).toList(), 320)
                .write(folder);
        TextConfig text = new TextConfig(
                320, 16, 32, 1, 2, 2, 8, 256, 1e-6, Activation.SILU, false, false, false, RopeConfig.plain(10000));
        VisionConfig vision = new VisionConfig(16, 32, 2, 2, 3, 48, 16, 1e-5, Activation.QUICK_GELU);
        LlavaConfig config = new LlavaConfig(
                text,
                Optional.of(new LlavaConfig.ImageInput(
                        vision, List.of(2), true, Activation.GELU, true, BytePairTrainer.SPECIALS.indexOf("<image>"))));
        model = VisionLanguageModel.initialise(folder.resolve("model"), config, folder, 1, Device.cpu());
        // fresh weights are so small that every answer is the same
        model.weights().values().stream()
                .filter(weight -> weight.getShape().dimension() > 1)
                .forEach(weight -> weight.muli(10));
    }

    @AfterAll
    void close() {
        model.close();
    }

    @Test
    void answersComeInTheOrderOfTheQuestionsWhateverIsAskedTogether() {
        List<String> together = answers(questions);
        List<String> singly = new ArrayList<>();
        questions.forEach(question -> singly.addAll(answers(List.of(question))));
        assertThat(together).isEqualTo(singly).hasSize(16);
        assertThat(together.stream().distinct()).hasSizeGreaterThan(8);
        assertThat(CorrectRate.of(questions, together).all().of()).isEqualTo(16);
    }

    @Test
    void theAnswerDependsOnThePicture() {
        List<String> shuffled = answers(HeldOutQuestions.shuffledPictures(questions, 1));
        assertThat(shuffled).isNotEqualTo(answers(questions));
    }

    @Test
    void aPictureThatCannotBeDecodedIsAnError() {
        List<HeldOutQuestion> broken = List.of(questions.get(0).about(new byte[] {1, 2, 3}));
        assertThatThrownBy(() -> answers(broken)).isInstanceOf(ImageException.class);
    }

    private List<String> answers(List<HeldOutQuestion> asked) {
        return new HeldOutEvaluation(model, WORDS).answers(Optional.empty(), asked);
    }
}
