package dev.factstream.evaluation.benchmark.mmhal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.evaluation.benchmark.file.ScoreReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MmhalScoreTest {
    @TempDir
    private Path dir;

    @ParameterizedTest
    @CsvSource({
        "'Rating: 5, good', 5",
        "**RATING: 5**, 5",
        "Rating: 10, 1",
        "Rating: 4.5, 4",
        "Rating: 3 ... rating: 3, 3"
    })
    void theOneRatingOfAReplyIsFound(String reply, int rating) {
        assertThat(MmhalRating.of(reply)).hasValue(rating);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Rating:5",
                "Rating: **5**",
                "Rating:  5",
                "Ratings: 6",
                "Rating: 7",
                "Rating: -1",
                "Rating: 3, or Rating: 2",
                "rating: ５"
            })
    void aReplyWithoutOneRatingHasNone(String reply) {
        assertThat(MmhalRating.of(reply)).isEmpty();
    }

    @Test
    void exactTiesAreRoundedToEvenAndRepliesWithoutARatingCountAsZero() throws IOException {
        List<String> replies = new ArrayList<>(Collections.nCopies(95, "Rating: 2"));
        replies.set(0, "Rating: 6");
        replies.set(1, "Rating: 6");
        replies.set(2, "Rating: 6");
        replies.add("no idea");

        ScoreReport report = MmhalScore.score(write(replies));

        // (3 · 6 + 92 · 2 + 2) / 96 = 2.125 with the last reply at 2, and 202 / 96 with it at 0
        assertThat(report.official()).isEqualTo("""
                Warning: multiple or zero scores found
                95 no idea
                Average score: 2.10
                Hallucination rate: 0.97
                Average score for each question type: 2.33,2.33,2.33,2.0,2.0,2.0,2.0,1.83
                """);
        replies.set(95, "Rating: 2");
        assertThat(MmhalScore.score(write(replies)).official()).startsWith("Average score: 2.12\n");
    }

    @Test
    void aFileWithAnotherNumberOfRowsIsRefused() throws IOException {
        Path file = write(Collections.nCopies(95, "Rating: 2"));

        assertThatThrownBy(() -> MmhalScore.score(file)).hasMessageContaining("has 95 replies");
    }

    @Test
    void aReplyWithoutTextIsRefusedWithItsRow() throws IOException {
        Path file = write(Collections.nCopies(96, "Rating: 2"));
        Files.writeString(file, Files.readString(file).replaceFirst("\"Rating: 2\"", "null"));

        assertThatThrownBy(() -> MmhalScore.score(file)).hasMessageContaining("row 1: choices[0].message.content");
    }

    private Path write(List<String> replies) throws IOException {
        List<String> completions = replies.stream()
                .map(reply -> "{\"choices\": [{\"message\": {\"content\": \"" + reply + "\"}}]}")
                .toList();
        return Files.writeString(dir.resolve("evaluation.json"), "[" + String.join(",", completions) + "]");
    }
}
