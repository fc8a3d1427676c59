package dev.factstream.evaluation.benchmark.pope;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factstream.evaluation.benchmark.file.JsonFile;
import dev.factstream.evaluation.benchmark.file.ScoreReport;
import dev.factstream.evaluation.benchmark.python.PythonNumber;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Scores answers as LLaVA's script: a label file for each category, and one answer file {@code {"question_id", "prompt", "text"}} for
 * all of them. The answers of a category are compared with its labels by position. Stateless.
 */
public final class LlavaPope {
    private static final String RULE = "====================================\n";

    private LlavaPope() {}

    /**
     * Scores an answer file.
     *
     * @param labelFiles named {@code coco_pope_CATEGORY.json}; reported in this order
     * @param questionFile LLaVA's question file, which names the category of each question_id; without it, the category follows from
     *     LLaVA's numbering
     * @param asOfficial compares by position without checks
     */
    public static ScoreReport score(
            List<Path> labelFiles, Path answerFile, Optional<Path> questionFile, boolean asOfficial)
            throws IOException {
        Map<String, List<PopeLabel>> labels = new LinkedHashMap<>();
        for (Path file : labelFiles) {
            if (labels.put(category(file), PopeLabel.read(file)) != null) {
                throw new UserFacingException(
                        ExitCode.USAGE,
                        "two label files are of the category " + category(file) + ", one of them " + file);
            }
        }
        LlavaPopeAnswers answers = LlavaPopeAnswers.read(answerFile, questionFile, labels.keySet(), asOfficial);
        if (!asOfficial) {
            answers.check(labels);
        }
        Map<String, YesNoCounts> counts = new LinkedHashMap<>();
        labels.forEach((category, questions) -> counts.put(category, YesNoCounts.of(questions, answers.of(category))));
        return report(counts);
    }

    private static ScoreReport report(Map<String, YesNoCounts> counts) {
        StringBuilder official = new StringBuilder();
        List<String> details = new ArrayList<>();
        ObjectNode json = JsonFile.object();
        ObjectNode byCategory = json.putObject("byCategory");
        Optional<String> problem = Optional.empty();
        for (Map.Entry<String, YesNoCounts> entry : counts.entrySet()) {
            YesNoCounts category = entry.getValue();
            if (problem.isEmpty()) {
                official.append("Category: " + entry.getKey() + ", # samples: " + category.replies() + "\n");
                official.append(YesNoReport.countLines(category));
            }
            if (category.defined()) {
                byCategory.set(
                        entry.getKey(),
                        YesNoReport.json(category)
                                .put("samples", category.replies())
                                .put("summaryLine", YesNoReport.summaryLine(category)));
            } else {
                byCategory.set(
                        entry.getKey(),
                        YesNoReport.undefinedJson(category).put("officialError", YesNoReport.DIVISION_BY_ZERO));
                problem = problem.or(() -> Optional.of("no yes of the category " + entry.getKey()
                        + " is correct, so precision or F1 is not defined; the official script ends with "
                        + YesNoReport.DIVISION_BY_ZERO));
            }
            if (problem.isEmpty()) {
                official.append(YesNoReport.scoreLines(category));
                official.append(YesNoReport.summaryLine(category)).append('\n').append(RULE);
            }
            details.add(YesNoReport.intervalLine(entry.getKey(), category));
        }
        if (problem.isEmpty()) {
            details.add(meanF1(counts, json));
        }
        return new ScoreReport(official.toString(), details, json, problem);
    }

    /** Adds the number of the papers, the mean F1 of the categories. Its interval assumes that the categories err together. */
    private static String meanF1(Map<String, YesNoCounts> counts, ObjectNode json) {
        double mean = mean(counts, YesNoCounts::f1);
        double low = mean(counts, YesNoCounts::f1Low);
        double high = mean(counts, YesNoCounts::f1High);
        json.put("meanF1", mean).put("reported", PythonNumber.round(100 * mean, 1));
        ScoreReport.putInterval(json.putObject("intervals"), "meanF1", low, high);
        return "mean F1 of " + counts.size() + " categories: " + PythonNumber.repr(mean) + ", "
                + YesNoReport.percent(mean, low, high);
    }

    private static double mean(Map<String, YesNoCounts> counts, ToDoubleFunction<YesNoCounts> score) {
        double sum = 0;
        for (YesNoCounts category : counts.values()) {
            sum += score.applyAsDouble(category);
        }
        return sum / counts.size();
    }

    private static String category(Path labelFile) {
        String name = labelFile.getFileName().toString().replaceFirst("\\.jsonl?(\\.gz)?$", "");
        return name.substring(name.lastIndexOf("pope_") < 0 ? 0 : name.lastIndexOf("pope_") + "pope_".length());
    }
}
