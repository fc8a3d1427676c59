package dev.factstream.evaluation.benchmark.pope;

import dev.factstream.evaluation.benchmark.file.JsonFile;
import dev.factstream.evaluation.benchmark.file.JsonRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A question of POPE with its truth.
 *
 * @param row where it stands
 * @param image name of the picture's file
 * @param yes true unless the label is exactly {@code no}, as in the official script
 */
record PopeLabel(JsonRow row, long questionId, String image, String text, boolean yes) {

    /** Reads a label file, a JSON object per line. */
    static List<PopeLabel> read(Path file) throws IOException {
        return JsonFile.readLines(file).stream().map(PopeLabel::of).toList();
    }

    private static PopeLabel of(JsonRow row) {
        return new PopeLabel(
                row,
                row.integer("question_id"),
                row.text("image"),
                row.text("text"),
                !row.text("label").equals("no"));
    }
}
