package dev.factstream.learner.sft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.data.rows.SftRows;
import dev.factstream.learner.TinyModel;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SftTrainerTest {

    @TempDir
    Path folder;

    @BeforeEach
    void writeWorld() throws IOException {
        TinyModel.write(folder.resolve("start"), 1);
        Files.write(folder.resolve("red.png"), TinyModel.picture(Color.RED));
        Files.write(folder.resolve("blue.png"), TinyModel.picture(Color.BLUE));
        Files.write(
                folder.resolve("rows.jsonl"),
                TinyModel.rows(80).stream().map(SftRows::line).toList());
    }

    @Test
    void learnsToTellPicturesApartAndWritesAModelThatLoads() throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        double loss = SftTrainer.run(options("out", 30), new PrintStream(printed, true, StandardCharsets.UTF_8));
        // answers depend on the picture alone: below log 2 per deciding token only by looking
        assertThat(loss).isLessThan(0.05);
        assertThat(Files.readAllLines(folder.resolve("out/curve.csv"))).hasSize(1 + 3);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("64 conversations to train on, 16 held out");
        // going on from what was written starts where the first run ended
        assertThat(SftTrainer.run(
                        new SftOptions(
                                folder.resolve("out"),
                                folder.resolve("rows.jsonl"),
                                folder.resolve("again"),
                                1,
                                8,
                                1e-6,
                                0,
                                0,
                                16,
                                100,
                                7),
                        new PrintStream(printed)))
                .isLessThan(0.05);
    }

    @Test
    void theSameOptionsGiveTheSameWeights() throws IOException {
        SftTrainer.run(options("first", 1), new PrintStream(new ByteArrayOutputStream()));
        SftTrainer.run(options("second", 1), new PrintStream(new ByteArrayOutputStream()));
        assertThat(folder.resolve("first/model.safetensors"))
                .hasSameBinaryContentAs(folder.resolve("second/model.safetensors"));
    }

    @Test
    void refusesMoreHeldOutRowsThanThereAre() {
        SftOptions options = new SftOptions(
                folder.resolve("start"),
                folder.resolve("rows.jsonl"),
                folder.resolve("o"),
                1,
                8,
                1e-3,
                0,
                0,
                100,
                10,
                1);
        assertThatThrownBy(() -> SftTrainer.run(options, System.out))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("too few");
    }

    private SftOptions options(String out, int epochs) {
        return new SftOptions(
                folder.resolve("start"),
                folder.resolve("rows.jsonl"),
                folder.resolve(out),
                epochs,
                8,
                3e-3,
                0.05,
                0.01,
                16,
                80,
                7);
    }
}
