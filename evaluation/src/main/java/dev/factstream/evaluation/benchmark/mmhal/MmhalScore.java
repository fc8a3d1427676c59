package dev.factstream.evaluation.benchmark.mmhal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factstream.evaluation.benchmark.file.JsonFile;
import dev.factstream.evaluation.benchmark.file.JsonRow;
import dev.factstream.evaluation.benchmark.file.ScoreReport;
import dev.factstream.evaluation.benchmark.python.PythonNumber;
import dev.factstream.evaluation.statistics.Mean;
import dev.factstream.evaluation.statistics.Share;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Scores the judge's replies to the 96 answers of MMHal-Bench as its script. Stateless. */
public final class MmhalScore {
    private static final List<String> TYPES = List.of(
            "attribute", "adversarial", "comparison", "counting", "relation", "environment", "holistic", "other");
    private static final List<String> TOPICS = List.of(
            "outdoor",
            "vehicle",
            "person",
            "animal",
            "food",
            "sports",
            "kitchen",
            "accessory",
            "electronic",
            "furniture",
            "indoor",
            "appliance");
    private static final int ROWS = TYPES.size() * TOPICS.size();
    private static final int NO_HALLUCINATION = 3;

    private MmhalScore() {}

    /** Scores a file with an array of 96 chat completions, in the order of the questions. */
    public static ScoreReport score(Path evaluation) throws IOException {
        List<JsonRow> rows = JsonFile.readArray(evaluation);
        if (rows.size() != ROWS) {
            throw new UserFacingException(
                    ExitCode.BAD_DATA,
                    evaluation + " has " + rows.size() + " replies; MMHal-Bench has " + ROWS + " questions");
        }
        StringBuilder official = new StringBuilder();
        double[] scores = new double[ROWS];
        int warnings = 0;
        for (int i = 0; i < ROWS; i++) {
            String reply = content(rows.get(i));
            OptionalInt rating = MmhalRating.of(reply);
            scores[i] = rating.orElse(0);
            if (rating.isEmpty()) {
                warnings++;
                official.append("Warning: multiple or zero scores found\n" + i + " " + reply + "\n");
            }
        }
        return report(scores, warnings, official);
    }

    private static String content(JsonRow row) {
        JsonNode content = row.value().path("choices").path(0).path("message").path("content");
        if (!content.isTextual()) {
            throw row.problem("choices[0].message.content is not text; judge this row again");
        }
        return content.textValue();
    }

    private static ScoreReport report(double[] scores, int warnings, StringBuilder official) {
        double average = Arrays.stream(scores).sum() / ROWS;
        Share hallucinated = new Share(
                (int) Arrays.stream(scores)
                        .filter(score -> score < NO_HALLUCINATION)
                        .count(),
                ROWS);
        List<String> perType = new ArrayList<>();
        for (int type = 0; type < TYPES.size(); type++) {
            perType.add(
                    PythonNumber.repr(PythonNumber.round(ofType(scores, type).value(), 2)));
        }
        ObjectNode json = JsonFile.object()
                .put("averageScoreText", PythonNumber.fixed(average, 2))
                .put("hallucinationRateText", PythonNumber.fixed(hallucinated.rate(), 2))
                .put("perTypeText", String.join(",", perType))
                .put("warnings", warnings);
        ArrayNode all = json.putArray("scores");
        Arrays.stream(scores).forEach(score -> all.add((int) score));
        json.put("averageScore", average).put("hallucinationRate", hallucinated.rate());
        addGroups(json, scores);
        json.put("rlaifvInformativeness", PythonNumber.fixed(informativeness(scores), 2))
                .put("rlaifvHallucinationRate3", PythonNumber.fixed(hallucinated.rate(), 3));
        Mean mean = Mean.of(scores);
        ObjectNode intervals = json.putObject("intervals");
        ScoreReport.putInterval(intervals, "averageScore", mean.low(), mean.high());
        ScoreReport.putInterval(intervals, "hallucinationRate", hallucinated.low(), hallucinated.high());

        official.append("Average score: " + json.get("averageScoreText").textValue() + "\n")
                .append("Hallucination rate: "
                        + json.get("hallucinationRateText").textValue() + "\n")
                .append("Average score for each question type: " + String.join(",", perType) + "\n");
        List<String> details = new ArrayList<>();
        details.add("95 % intervals: average score " + interval(mean) + ", hallucination rate " + hallucinated);
        IntStream.range(0, TYPES.size())
                .forEach(type -> details.add("  " + TYPES.get(type) + ": " + interval(ofType(scores, type))));
        IntStream.range(0, TOPICS.size())
                .forEach(topic -> details.add("  " + TOPICS.get(topic) + ": " + interval(ofTopic(scores, topic))));
        details.add(
                warnings + " of " + ROWS + " replies have no rating or several, and count as 0 and as hallucination");
        return new ScoreReport(official.toString(), details, json, Optional.empty());
    }

    private static void addGroups(ObjectNode json, double[] scores) {
        ObjectNode types = json.putObject("perType");
        ObjectNode typeIntervals = JsonFile.object();
        for (int type = 0; type < TYPES.size(); type++) {
            add(types, typeIntervals, TYPES.get(type), ofType(scores, type));
        }
        ObjectNode topics = json.putObject("perTopic");
        ObjectNode topicIntervals = JsonFile.object();
        for (int topic = 0; topic < TOPICS.size(); topic++) {
            add(topics, topicIntervals, TOPICS.get(topic), ofTopic(scores, topic));
        }
        json.set("perTypeIntervals", typeIntervals);
        json.set("perTopicIntervals", topicIntervals);
    }

    private static void add(ObjectNode means, ObjectNode intervals, String name, Mean mean) {
        means.put(name, mean.value());
        ScoreReport.putInterval(intervals, name, mean.low(), mean.high());
    }

    private static Mean ofType(double[] scores, int type) {
        return mean(scores, row -> row % TYPES.size() == type);
    }

    private static Mean ofTopic(double[] scores, int topic) {
        return mean(scores, row -> row / TYPES.size() == topic);
    }

    private static Mean mean(double[] scores, IntPredicate of) {
        return Mean.of(IntStream.range(0, ROWS)
                .filter(of)
                .mapToDouble(row -> scores[row])
                .toArray());
    }

    /** RLAIF-V's second number, in percent: a rating without hallucination counts 0 to 3, as does one with. */
    private static double informativeness(double[] scores) {
        double sum = Arrays.stream(scores)
                .map(score -> score >= NO_HALLUCINATION ? score - NO_HALLUCINATION : score)
                .sum();
        return sum / ROWS / NO_HALLUCINATION * 100;
    }

    private static String interval(Mean mean) {
        return PythonNumber.fixed(mean.value(), 2) + " (" + PythonNumber.fixed(mean.low(), 2) + " to "
                + PythonNumber.fixed(mean.high(), 2) + ")";
    }
}
