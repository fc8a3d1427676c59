package dev.factstream.training.sft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.infra.fixture.TestPictures;
import dev.factstream.infra.fixture.TinyModel;
import dev.factstream.model.reward.JudgingTemplate;
import dev.factstream.schemas.rows.SftRows;
import dev.factstream.training.reward.TinyJudge;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SftTrainerTest {

    @TempDir
    Path folder;

    @BeforeEach
    void writeWorld() throws IOException {
        TinyModel.write(folder.resolve("start"), 1);
        Files.write(folder.resolve("red.png"), TestPictures.plain(Color.RED));
        Files.write(folder.resolve("blue.png"), TestPictures.plain(Color.BLUE));
        Files.write(
                folder.resolve(SftRows.FILE),
                TinyModel.rows(80).stream().map(SftRows::line).toList());
    }

    @Test
    void learnsToTellPicturesApartAndWritesAModelThatLoads() throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        double loss = SftTrainer.run(options("out", 30), new PrintStream(printed, true, StandardCharsets.UTF_8));
        // answers depend on the picture alone: a loss below log 2 per deciding token requires the picture
        assertThat(loss).isLessThan(0.05);
        assertThat(Files.readAllLines(folder.resolve("out/curve.csv"))).hasSize(1 + 3);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("64 rows to train on, 16 held out");
        // training the written model again starts with the final loss of the first run
        assertThat(SftTrainer.run(options("out", "again", RowChoice.CONVERSATIONS, 16, 1, 1e-6), System.out))
                .isLessThan(0.05);
    }

    @Test
    void checksAndConversationsAreLearnedTogether() throws IOException {
        FreshModel.write(
                folder.resolve("judge"),
                TinyJudge.SHAPE,
                TokenizerTexts.of(TinyJudge.write(folder, 160), JudgingTemplate.standard(true)),
                1);
        double loss = SftTrainer.run(options("judge", "out", RowChoice.BOTH, 40, 14, 4e-3), System.out);
        // most rows are checks of two tokens: 0.35 nats per token without knowing the truth
        assertThat(loss).isLessThan(0.3);
    }

    @Test
    void theSameOptionsGiveTheSameWeights() throws IOException {
        SftTrainer.run(
                options("first", 1), new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8));
        SftTrainer.run(
                options("second", 1), new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8));
        assertThat(folder.resolve("first/model.safetensors"))
                .hasSameBinaryContentAs(folder.resolve("second/model.safetensors"));
    }

    @Test
    void theRateStaysAtItsPeakUntilTheCoolingShare() throws IOException {
        SftTrainer.run(
                cooled("out", 3, 0.25, 6), new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8));
        List<String> curve = Files.readAllLines(folder.resolve("out/curve.csv"));
        // the last of six cooling steps is at 5/6 of half a cosine: 3e-5 + 2.97e-3 (1 + cos 150°) / 2
        assertThat(curve.stream().skip(1).map(row -> row.split(",")[1]))
                .containsExactly("0.00300000", "0.00300000", "0.00300000", "0.000228952");
    }

    @Test
    void refusesMoreHeldOutRowsThanThereAre() {
        SftOptions options = options("start", "o", RowChoice.CONVERSATIONS, 100, 1, 1e-3);
        assertThatThrownBy(() -> SftTrainer.run(options, System.out))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("too few");
    }

    private SftOptions options(String out, int epochs) {
        return options("start", out, RowChoice.CONVERSATIONS, 16, epochs, 3e-3);
    }

    private SftOptions cooled(String out, int epochs, double cooling, int every) {
        return options("start", out, RowChoice.CONVERSATIONS, 16, epochs, 3e-3, cooling, every);
    }

    private SftOptions options(String start, String out, RowChoice choice, int heldOut, int epochs, double rate) {
        return options(start, out, choice, heldOut, epochs, rate, 1, 80);
    }

    private SftOptions options(
            String start,
            String out,
            RowChoice choice,
            int heldOut,
            int epochs,
            double rate,
            double cooling,
            int every) {
        return new SftOptions(
                folder.resolve(start),
                folder,
                choice,
                Integer.MAX_VALUE,
                JudgingTemplate.standard(true),
                folder.resolve(out),
                epochs,
                8,
                rate,
                0.05,
                cooling,
                LossAveraging.TOKENS,
                0.01,
                heldOut,
                every,
                7);
    }
}
