package dev.factstream.training.reward;

import dev.factstream.infra.fixture.TestPictures;
import dev.factstream.schemas.rows.CheckRow;
import dev.factstream.schemas.rows.CheckRows;
import dev.factstream.training.sft.ModelShape;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks about a red picture, with the picture, a caption or both, and the shape of a model that learns them in seconds. It learns
 * the right answer for these checks, but not to look it up, which takes minutes.
 */
public final class TinyJudge {

    /** Long enough for a judging turn with a fact. */
    public static final ModelShape SHAPE = new ModelShape(8, 4, 16, 1, 2, 32, 64, 2, 2, 128, 480);

    private TinyJudge() {}

    /** Writes checks and pictures into {@code folder} and returns it: with picture, caption or both, alternately true and false. */
    public static Path write(Path folder, int count) throws IOException {
        Files.write(folder.resolve("red.png"), TestPictures.plain(Color.RED));
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(CheckRows.line(row(i)));
        }
        Files.write(folder.resolve(CheckRows.FILE), lines);
        return folder;
    }

    private static CheckRow row(int i) {
        boolean supported = i % 2 == 0;
        int sense = i / 2 % 3;
        return new CheckRow(
                "check-" + i,
                sense == 0 ? Optional.empty() : Optional.of("red.png"),
                "Which colour?",
                supported ? "red" : "blue",
                sense == 1 ? List.of() : List.of("It is red."),
                supported);
    }
}
