package dev.factstream.evaluation.picturebook;

import dev.factstream.picturebook.questions.QuestionType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Formats scores as a table for a terminal: a row for each type of question and one for all. Stateless. */
public final class BenchmarkTable {
    private static final String HEADER = String.format(
            Locale.ROOT,
            "%-12s %4s  %5s  %-24s  %-22s  %6s",
            "type",
            "n",
            "score",
            "hallucination",
            "informativeness",
            "tokens");

    private BenchmarkTable() {}

    /** Returns the lines of the table, with 95 % intervals. */
    public static List<String> lines(List<BenchmarkAnswer> answers) {
        List<String> lines = new ArrayList<>(List.of(HEADER));
        for (QuestionType type : QuestionType.values()) {
            List<BenchmarkAnswer> some =
                    answers.stream().filter(answer -> answer.type() == type).toList();
            if (!some.isEmpty()) {
                lines.add(line(type.name().toLowerCase(Locale.ROOT), BenchmarkScore.of(some)));
            }
        }
        lines.add(line("overall", BenchmarkScore.of(answers)));
        return lines;
    }

    private static String line(String name, BenchmarkScore score) {
        return String.format(
                Locale.ROOT,
                "%-12s %4d  %5.2f  %-24s  %-22s  %6.1f",
                name,
                score.hallucinated().total(),
                score.score().value(),
                score.hallucinated(),
                score.informativeness().interval(),
                score.tokens().value());
    }
}
