package dev.factstream.evaluation.picturebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.factstream.picturebook.questions.QuestionType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkScoreTest {
    @TempDir
    private Path folder;

    @Test
    void belowThreeIsAHallucinationAndInformativenessCountsOnBothSidesOfIt() {
        assertThat(IntStream.rangeClosed(0, 6).mapToObj(BenchmarkScoreTest::answer))
                .extracting(BenchmarkAnswer::hallucinated)
                .containsExactly(true, true, true, false, false, false, false);
        assertThat(IntStream.rangeClosed(0, 6).mapToObj(BenchmarkScoreTest::answer))
                .extracting(BenchmarkAnswer::informativeness)
                .containsExactly(0.0, 1 / 3.0, 2 / 3.0, 0.0, 1 / 3.0, 2 / 3.0, 1.0);
    }

    @Test
    void answersAreCountedTogether() {
        BenchmarkScore score = BenchmarkScore.of(List.of(answer(0), answer(2), answer(5), answer(6)));

        assertThat(score.hallucinated()).hasToString("50.0 % (15.0 to 85.0)");
        assertThat(score.score().value()).isEqualTo(3.25);
        assertThat(score.informativeness().value()).isCloseTo(100 * 7 / 12.0, within(1e-9));
        assertThat(score.tokens().value()).isEqualTo(10 + 13 / 4.0);
    }

    @Test
    void theTableHasARowForEachTypeAskedAndOneForAll() {
        assertThat(BenchmarkTable.lines(List.of(answer(0), answer(6))))
                .hasSize(3)
                .last()
                .asString()
                .startsWith("overall         2   3.00  50.0 %");
    }

    @Test
    void answersAreReadAsTheyWereWritten() throws IOException {
        List<BenchmarkAnswer> answers = List.of(answer(1), answer(4));
        Path file = folder.resolve("answers.jsonl");
        BenchmarkAnswerLines.write(file, answers);

        assertThat(BenchmarkAnswerLines.read(file)).isEqualTo(answers);
        assertThat(file).content().contains("\"hallucinated\":true", "\"informativeness\":0.333");
    }

    private static BenchmarkAnswer answer(int score) {
        return new BenchmarkAnswer(
                "id" + score,
                QuestionType.COUNTING,
                "animal",
                "How many?",
                "Two — \"or so\".",
                10 + score,
                true,
                score,
                "Two.");
    }
}
