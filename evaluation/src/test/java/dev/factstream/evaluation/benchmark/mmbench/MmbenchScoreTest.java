package dev.factstream.evaluation.benchmark.mmbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.evaluation.benchmark.file.ScoreReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MmbenchScoreTest {
    private static final String HEADER = "index\tquestion\tA\tB\tC\tD\tanswer\tprediction\n";
    private static final Map<String, String> OPTIONS = Map.of("A", "a cat", "B", "a dog", "C", "an apple", "D", "13");

    @TempDir
    private Path dir;

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "(D), D, D",
                "answer is c, C, -",
                "The correct answer is **A**. Here is why: it is long and goes on, A, -",
                "the answer is Apple, A, -",
                "A D, -, -",
                "B!, B, -",
                "It is a dog., B, B",
                "E, -, E",
                "Z., Z, -",
                "Cannot determine the answer, Z, -",
                "'A\n\nThe picture shows it', -, -",
                "Failed to obtain answer via API, -, -",
                "I think this is a dog as one can clearly see when one looks closely at it, -, B",
                "category 13, D, D"
            })
    void eachRuleReadsItsLetter(String reply, String vlmEvalKit, String of2023) {
        assertThat(new VlmEvalKitRule().letter(reply, OPTIONS)).isEqualTo(Optional.ofNullable(vlmEvalKit));
        assertThat(new Rule2023().letter(reply, OPTIONS)).isEqualTo(Optional.ofNullable(of2023));
    }

    @Test
    void aQuestionCountsIfItIsRightWithEveryRotation() throws IOException {
        Path table = table(
                "1\tq\tx\ty\t\t\tA\tA\n1000001\tq\ty\tx\t\t\tB\tB\n2\tq\tx\ty\t\t\tA\tA\n1000002\tq\ty\tx\t\t\tB\tA\n");

        ScoreReport report =
                MmbenchScore.score(table, Optional.empty(), MmbenchScore.Rule.VLMEVALKIT, Optional.empty());

        assertThat(report.json().path("vlmevalkitExactMatching").path("overall").doubleValue())
                .isEqualTo(0.5);
        assertThat(report.json()
                        .path("vlmevalkitExactMatching")
                        .path("hitByIndex")
                        .toString())
                .isEqualTo("{\"1\":1,\"2\":0}");
        assertThat(report.json().path("vanillaAllRowsAccuracy").doubleValue()).isEqualTo(0.75);
    }

    @Test
    void theJudgeReadsOnlyTheRowsThatCanDecide() throws IOException {
        Path table = table(
                "1\tq\tx\ty\t\t\tA\tfirst\n1000001\tq\ty\tx\t\t\tB\tB\n2\tq\tx\ty\t\t\tA\tsecond\n1000002\tq\ty\tx\t\t\tB\tA\n");
        Path replies = Files.writeString(dir.resolve("judge.json"), "{\"first\": [\"hm\", \"A\"]}");

        ScoreReport report =
                MmbenchScore.score(table, Optional.of(replies), MmbenchScore.Rule.VLMEVALKIT, Optional.empty());

        assertThat(report.json().path("vlmevalkitWithJudge").path("hits").intValue())
                .isEqualTo(1);
        assertThat(report.json().path("judgeCalls").findValuesAsText("answer")).containsExactly("first", "first");
    }

    @Test
    void aReplyThatWasNotRecordedIsRefused() throws IOException {
        Path table = table("1\tq\tx\ty\t\t\tA\tunsure\n");
        Path replies = Files.writeString(dir.resolve("judge.json"), "{}");

        assertThatThrownBy(() ->
                        MmbenchScore.score(table, Optional.of(replies), MmbenchScore.Rule.VLMEVALKIT, Optional.empty()))
                .hasMessageContaining("no reply of the judge to the prediction 'unsure'");
    }

    @Test
    void aRowWithoutAnswerIsRefused() throws IOException {
        Path table = table("1\tq\tx\ty\t\t\tA\tA\n2\tq\tx\ty\t\t\t\tA\n");

        assertThatThrownBy(() ->
                        MmbenchScore.score(table, Optional.empty(), MmbenchScore.Rule.VLMEVALKIT, Optional.empty()))
                .hasMessageContaining("row 2 below the header: 'answer' is empty");
    }

    private Path table(String rows) throws IOException {
        return Files.writeString(dir.resolve("predictions.tsv"), HEADER + rows);
    }
}
