package dev.factstream.evaluation.benchmark.llavabench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.evaluation.benchmark.file.ScoreReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LlavaBenchScoreTest {
    @TempDir
    private Path dir;

    @ParameterizedTest
    @ValueSource(strings = {"8 9", "8,9", "8 9\r\nBoth", "+8 9.", "８ ９", "8 9\u00a0", "0_8 9e0"})
    void aPairInTheFirstLineIsRead(String reply) {
        assertThat(ScorePair.of(reply)).isEqualTo(new ScorePair(8, 9));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "8, 9",
                "8 9 ",
                " 8 9",
                "8  9",
                "8\t9",
                "8\u00a09",
                "9/10 8/10",
                "8 9.x",
                "(8 9)",
                "8 9 7",
                "8d 9f",
                "0x8 9",
                "\n8 9"
            })
    void everythingElseFails(String reply) {
        assertThat(ScorePair.of(reply)).isEqualTo(ScorePair.FAILED);
    }

    @Test
    void meansAreRoundedBeforeTheyAreCompared() throws IOException {
        Path file = reviews("r.jsonl", row("conv", "[8.0625, 6.0625]"), row("conv", "[8.0625, 6.0625]"));

        ScoreReport report = LlavaBenchScore.score(List.of(file));

        assertThat(report.official()).isEqualTo("r\nall 75.2 80.6 60.6\nconv 75.2 80.6 60.6\n" + "=".repeat(33) + "\n");
    }

    @Test
    void aRowWithoutCategoryCountsInTheTotalOnly() throws IOException {
        Path file = reviews("r.jsonl", row("conv", "[10, 5]"), "{\"question_id\": 1, \"score\": [10, 7]}");

        assertThat(LlavaBenchScore.score(List.of(file)).official())
                .contains("all 60.0 100.0 60.0\nconv 50.0 100.0 50.0\n");
    }

    @Test
    void aRowWithoutScoresAmongOthersIsRefused() throws IOException {
        Path file = reviews(
                "r.jsonl",
                row("conv", "[10, 5]"),
                "{\"question_id\": 1, \"category\": \"conv\", \"content\": \"8 9\"}");

        assertThatThrownBy(() -> LlavaBenchScore.score(List.of(file)))
                .hasMessageContaining("row 2: 'tuple' is missing");
    }

    @Test
    void aReferenceWithoutPointsHasNoRelativeScore() throws IOException {
        ScoreReport report = LlavaBenchScore.score(List.of(reviews("r.jsonl", row("conv", "[0, 5]"))));

        assertThat(report.official()).isEqualTo("r\n");
        assertThat(report.problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("ZeroDivisionError"));
    }

    private Path reviews(String name, String... rows) throws IOException {
        return Files.writeString(dir.resolve(name), String.join("\n", rows) + "\n");
    }

    private static String row(String category, String tuple) {
        return "{\"question_id\": 0, \"category\": \"" + category + "\", \"tuple\": " + tuple + "}";
    }
}
