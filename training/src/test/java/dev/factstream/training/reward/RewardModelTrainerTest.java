package dev.factstream.training.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.factstream.model.lora.LoraSettings;
import dev.factstream.model.reward.AnswerToScore;
import dev.factstream.model.reward.JudgingTemplate;
import dev.factstream.model.reward.RewardModel;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.rows.PreferenceRow;
import dev.factstream.schemas.rows.PreferenceRows;
import dev.factstream.training.sft.FreshModel;
import dev.factstream.training.sft.TokenizerTexts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RewardModelTrainerTest {

    private static final JudgingTemplate WITH_FACTS = JudgingTemplate.standard(true);

    @TempDir
    Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void writeBaseAndPairs() throws IOException {
        TinyJudge.write(folder, 40);
        FreshModel.write(folder.resolve("base"), TinyJudge.SHAPE, TokenizerTexts.of(folder, WITH_FACTS), 1);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 72; i++) {
            Files.copy(folder.resolve("red.png"), folder.resolve("red-" + i + ".png"));
            lines.add(PreferenceRows.line(pair(i)));
        }
        Files.write(folder.resolve(PreferenceRows.FILE), lines);
    }

    /** "red" is better than "blue"; one label in nine is wrong. */
    private static PreferenceRow pair(int i) {
        boolean redFirst = i % 2 == 0;
        int clean = redFirst ? 1 : 2;
        return new PreferenceRow(
                "pair-" + i,
                i % 3 == 0 ? Optional.empty() : Optional.of("red-" + i + ".png"),
                i % 4 == 0 ? "Which colour?" : "Which colour is it?",
                redFirst ? "red" : "blue",
                redFirst ? "blue" : "red",
                i % 9 == 8 ? 3 - clean : clean,
                clean,
                true,
                false,
                i % 3 == 0 ? List.of("It is red.") : List.of(),
                Optional.empty(),
                AnswerKind.OPEN);
    }

    @Test
    void learnsPreferencesFromNoisyLabelsAndWritesAModelThatLoads() throws IOException {
        RewardReport report = RewardModelTrainer.run(options("out", RewardHeadInitialisation.ZERO, 6), stream());

        assertThat(report.cleanAccuracy()).isGreaterThan(0.9);
        assertThat(Files.readAllLines(folder.resolve("out/training-curve.csv"))).hasSizeGreaterThan(2);
        JsonNode written =
                new ObjectMapper().readTree(folder.resolve("out/report.json").toFile());
        assertThat(written.at("/held_out/accuracy_clean").asDouble()).isEqualTo(report.cleanAccuracy());
        assertThat(written.at("/held_out/reliability").size()).isPositive();
        try (RewardModel model = RewardModel.load(folder.resolve("out"), Device.cpu())) {
            assertThat(model.readsFacts()).isTrue();
            double[] scores = model.scores(List.of(answer("red"), answer("blue")));
            assertThat(scores[0]).isGreaterThan(scores[1]);
            assertThat(model.standardised(scores[0])).isPositive();
        }
    }

    @Test
    void aVerdictHeadBeginsWithUnitScores() throws IOException {
        RewardModelTrainer.run(options("out", RewardHeadInitialisation.VERDICT, 1), stream());

        String first =
                Files.readAllLines(folder.resolve("out/training-curve.csv")).get(1);
        double lossBefore = Double.parseDouble(first.split(",")[2]);
        // with unit scores two answers may differ by 2, in either direction
        assertThat(lossBefore).isBetween(0.1, 2.3);
    }

    @Test
    void theSameOptionsGiveTheSameModel() throws IOException {
        RewardModelTrainer.run(options("one", RewardHeadInitialisation.ZERO, 1), stream());
        RewardModelTrainer.run(options("two", RewardHeadInitialisation.ZERO, 1), stream());
        for (String file : List.of("adapter/adapter_model.safetensors", "reward_head.safetensors")) {
            assertThat(folder.resolve("one").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("two").resolve(file));
        }
    }

    @Test
    void tooFewPairsAreRejected() {
        RewardTrainingOptions options = new RewardTrainingOptions(
                folder.resolve("base"),
                folder,
                folder.resolve("out"),
                WITH_FACTS,
                LoraSettings.of(2, 4, LoraSettings.ALL_TARGETS),
                RewardHeadInitialisation.ZERO,
                1,
                100,
                1e-2,
                0,
                1,
                16,
                10,
                1);
        assertThatThrownBy(() -> RewardModelTrainer.run(options, stream()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("too few");
    }

    @Test
    void calibrationComparesBinsWithObservedFrequencies() {
        double[] probabilities = {0.05, 0.05, 0.95, 0.95, 1.0};
        Calibration calibration = Calibration.of(probabilities, i -> i >= 1 && i <= 3);

        assertThat(calibration.bins()).extracting(Calibration.Bin::count).containsExactly(2, 3);
        assertThat(calibration.bins().get(0).happened()).isEqualTo(0.5);
        // |0.1 - 1| and |2.9 - 2| of five
        assertThat(calibration.expectedError()).isCloseTo((0.9 + 0.9) / 5, within(1e-12));
    }

    private static AnswerToScore answer(String text) {
        return new AnswerToScore("Which colour?", Optional.empty(), text, true, List.of("It is red."), 5);
    }

    private PrintStream stream() {
        return new PrintStream(printed, true, StandardCharsets.UTF_8);
    }

    private RewardTrainingOptions options(String out, RewardHeadInitialisation head, int epochs) {
        return new RewardTrainingOptions(
                folder.resolve("base"),
                folder,
                folder.resolve(out),
                WITH_FACTS,
                LoraSettings.of(4, 8, LoraSettings.ALL_TARGETS),
                head,
                epochs,
                8,
                1e-2,
                0.1,
                1,
                18,
                10,
                3);
    }
}
