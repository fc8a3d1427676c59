package dev.factstream.evaluation.benchmark.pope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.evaluation.benchmark.file.ScoreReport;
import dev.factstream.runtime.failure.UserFacingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PopeScoreTest {
    private static final List<String> OBJECTS = List.of("dog", "cat", "car", "tree");

    @TempDir
    private Path dir;

    private Path labels;
    private Path answers;

    @BeforeEach
    void nameFiles() throws IOException {
        labels = dir.resolve("coco_pope_random.json");
        answers = dir.resolve("answers.jsonl");
        Files.writeString(
                labels,
                String.join(
                                "\r\n",
                                lines("{'question_id': %d, 'image': 'a.jpg', 'text': 'Is there a %s?', 'label': '%s'}"))
                        + "\r\n");
    }

    @Test
    void theNumbersAreThoseOfTheFourCounts() throws IOException {
        write(rucaibox());

        ScoreReport report = RucaiboxPope.score(labels, answers, false);

        assertThat(report.official()).isEqualTo("""
                TP\tFP\tTN\tFN\t
                1\t1\t1\t1
                Accuracy: 0.5
                Precision: 0.5
                Recall: 0.5
                F1 score: 0.5
                Yes ratio: 0.5
                """);
        assertThat(report.problem()).isEmpty();
    }

    @Test
    void answersWithoutACorrectYesHaveNoOfficialScore() throws IOException {
        write(Collections.nCopies(4, "{\"answer\": \"no\"}"));

        ScoreReport report = RucaiboxPope.score(labels, answers, false);

        assertThat(report.problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("ZeroDivisionError"));
        assertThat(report.official()).isEqualTo("TP\tFP\tTN\tFN\t\n0\t0\t2\t2\n");
        assertThat(report.json().path("suggested").path("accuracy").doubleValue())
                .isEqualTo(0.5);
    }

    @Test
    void oneAnswerTooFewIsRefusedUnlessTheOfficialNumbersAreWanted() throws IOException {
        write(rucaibox().subList(0, 3));

        assertThatThrownBy(() -> RucaiboxPope.score(labels, answers, false))
                .isInstanceOf(UserFacingException.class)
                .hasMessageContaining("has 3 answers to the 4 questions");
        assertThat(RucaiboxPope.score(labels, answers, true).official()).contains("Accuracy: 0.6666666666666666");
    }

    @Test
    void anAnswerToAnotherQuestionIsRefusedWithItsRow() throws IOException {
        List<String> swapped = new ArrayList<>(rucaibox());
        Collections.swap(swapped, 1, 2);
        write(swapped);

        assertThatThrownBy(() -> RucaiboxPope.score(labels, answers, false))
                .hasMessageContaining("answers.jsonl, row 2")
                .hasMessageContaining("is there a car?");
    }

    @Test
    void aRowThatIsNotJsonIsRefusedWithItsNumber() throws IOException {
        write(List.of(rucaibox().get(0), "{\"answer\": "));

        assertThatThrownBy(() -> RucaiboxPope.score(labels, answers, false)).hasMessageContaining("row 2: not JSON");
    }

    @Test
    void answersOfLlavaAreFoundByTheNumberingOfItsQuestions() throws IOException {
        write(llava(10_000_000));

        ScoreReport report = LlavaPope.score(List.of(labels), answers, Optional.empty(), false);

        assertThat(report.official())
                .startsWith("Category: random, # samples: 4\n")
                .contains("0.500, 0.500, 0.500, 0.500, 0.500\n");
        assertThat(report.json().path("meanF1").doubleValue()).isEqualTo(0.5);
    }

    @Test
    void answersInAnotherOrderThanTheLabelsAreRefused() throws IOException {
        List<String> reversed = new ArrayList<>(llava(10_000_000));
        Collections.reverse(reversed);
        write(reversed);

        assertThatThrownBy(() -> LlavaPope.score(List.of(labels), answers, Optional.empty(), false))
                .hasMessageContaining("row 1")
                .hasMessageContaining("--as-official");
    }

    @Test
    void aQuestionThatIsAnsweredTwiceIsRefused() throws IOException {
        List<String> rows = new ArrayList<>(llava(10_000_000));
        rows.add(rows.get(0));
        write(rows);

        assertThatThrownBy(() -> LlavaPope.score(List.of(labels), answers, Optional.empty(), false))
                .hasMessageContaining("row 5")
                .hasMessageContaining("answered before, in row 1");
    }

    private void write(List<String> rows) throws IOException {
        Files.writeString(answers, String.join("\n", rows) + "\n");
    }

    /** Labels alternate; the second half is answered wrong. */
    private static List<String> lines(String format) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < OBJECTS.size(); i++) {
            lines.add(String.format(Locale.ROOT, format, i + 1, OBJECTS.get(i), i % 2 == 0 ? "yes" : "no")
                    .replace('\'', '"'));
        }
        return lines;
    }

    private static List<String> rucaibox() {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < OBJECTS.size(); i++) {
            rows.add("{\"question\": \"is there a " + OBJECTS.get(i) + "?\", \"answer\": \"" + answer(i) + "\"}");
        }
        return rows;
    }

    private static List<String> llava(long block) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < OBJECTS.size(); i++) {
            rows.add("{\"question_id\": " + (block + i + 1) + ", \"prompt\": \"Is there a " + OBJECTS.get(i)
                    + "?\\nAnswer briefly.\", \"text\": \"" + answer(i) + "\"}");
        }
        return rows;
    }

    private static String answer(int i) {
        return (i % 2 == 0) == (i < 2) ? "Yes" : "No.";
    }
}
