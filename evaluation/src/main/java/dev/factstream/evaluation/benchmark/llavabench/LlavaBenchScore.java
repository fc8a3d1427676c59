package dev.factstream.evaluation.benchmark.llavabench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factstream.evaluation.benchmark.file.JsonFile;
import dev.factstream.evaluation.benchmark.file.ScoreReport;
import dev.factstream.evaluation.benchmark.python.PythonNumber;
import dev.factstream.evaluation.statistics.Mean;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Summarizes review files of LLaVA-Bench as LLaVA's script. Stateless. */
public final class LlavaBenchScore {
    private static final String ALL = "all";
    private static final String RULE = "=================================\n";

    private LlavaBenchScore() {}

    /** Summarizes review files, each of which is one run of the judge. */
    public static ScoreReport score(List<Path> files) throws IOException {
        StringBuilder official = new StringBuilder();
        List<String> details = new ArrayList<>();
        ObjectNode json = JsonFile.object();
        ObjectNode byFile = json.putObject("officialByFile");
        ObjectNode extraByFile = JsonFile.object();
        ArrayNode tuples = JsonFile.object().putArray("tuples");
        Optional<String> problem = Optional.empty();
        double sum = 0;
        int differing = 0;
        for (Path file : files) {
            String name = file.getFileName().toString().replace(".jsonl", "");
            List<Review> reviews = Review.read(file);
            reviews.forEach(review -> addTuple(tuples, review.scores()));
            differing += (int) reviews.stream().filter(Review::differsFromReply).count();
            Map<String, RelativeScore> scores = scores(reviews);
            Optional<String> undefined = undefined(file, scores);
            if (problem.isEmpty()) {
                official.append(lines(name, scores));
            }
            problem = problem.or(() -> undefined);
            addFile(byFile.putObject(name), extraByFile.putObject(name), scores);
            scores.forEach((category, score) -> details.add(intervalLine(name, category, score)));
            long failed =
                    reviews.stream().filter(review -> review.scores().failed()).count();
            details.add(name + ": " + failed + " of " + reviews.size()
                    + " replies have no pair of scores, and count as -1 -1");
            sum += scores.get(ALL).relative();
        }
        if (files.size() == 1) {
            json.set("official", byFile.elements().next());
            json.set("tuples", tuples);
            json.set("extra", extraByFile.elements().next());
        } else {
            double mean = sum / files.size();
            json.set("extra", extraByFile);
            json.put("meanOfAllRelative", mean).put("reported", PythonNumber.round(mean, 1));
            details.add(
                    "mean relative score of " + files.size() + " runs of the judge: " + PythonNumber.round(mean, 1));
        }
        json.put("storedTuplesThatDifferFromReparsedText", differing);
        if (differing > 0) {
            details.add(differing + " stored pairs of scores are not those of the reply's first line");
        }
        return new ScoreReport(official.toString(), details, json, problem);
    }

    private static Map<String, RelativeScore> scores(List<Review> reviews) {
        Map<String, List<ScorePair>> pairs = new TreeMap<>();
        for (Review review : reviews) {
            review.category()
                    .ifPresent(category -> pairs.computeIfAbsent(category, name -> new ArrayList<>())
                            .add(review.scores()));
            pairs.computeIfAbsent(ALL, name -> new ArrayList<>()).add(review.scores());
        }
        Map<String, RelativeScore> scores = new TreeMap<>();
        pairs.forEach((category, of) -> scores.put(category, RelativeScore.of(of)));
        return scores;
    }

    private static Optional<String> undefined(Path file, Map<String, RelativeScore> scores) {
        return scores.entrySet().stream()
                .filter(entry -> !entry.getValue().defined())
                .findFirst()
                .map(entry -> file + ": the mean score of the reference is 0 in the category " + entry.getKey()
                        + ", so the relative score is not defined; the official script ends with ZeroDivisionError:"
                        + " float division by zero");
    }

    /** Returns what the official script prints: everything, or what stands before the first score that is not defined. */
    private static String lines(String name, Map<String, RelativeScore> scores) {
        StringBuilder lines = new StringBuilder(name).append('\n');
        for (Map.Entry<String, RelativeScore> entry : scores.entrySet()) {
            if (!entry.getValue().defined()) {
                return lines.toString();
            }
            lines.append(line(entry.getKey(), entry.getValue()));
        }
        return lines.append(RULE).toString();
    }

    private static String line(String category, RelativeScore score) {
        return category + " " + PythonNumber.repr(score.relative()) + " " + PythonNumber.repr(score.reference()) + " "
                + PythonNumber.repr(score.model()) + "\n";
    }

    private static void addFile(ObjectNode official, ObjectNode extra, Map<String, RelativeScore> scores) {
        scores.forEach((category, score) -> {
            official.putObject(category)
                    .put("relative", PythonNumber.repr(score.relative()))
                    .put("reference", PythonNumber.repr(score.reference()))
                    .put("model", PythonNumber.repr(score.model()));
            Mean interval = interval(score);
            ObjectNode more = extra.putObject(category)
                    .put("meanReference", score.meanReference())
                    .put("meanModel", score.meanModel())
                    .put("vlmevalkitRelative", score.vlmEvalKitRelative());
            ScoreReport.putInterval(more, "relativeInterval", interval.low(), interval.high());
        });
    }

    private static Mean interval(RelativeScore score) {
        return new Mean(
                score.meanModel() / score.meanReference() * 100,
                score.standardError(),
                score.residuals().count());
    }

    private static String intervalLine(String name, String category, RelativeScore score) {
        return name + " " + category + ": relative " + interval(score).interval() + " (95 % interval), "
                + score.residuals().count() + " rows";
    }

    private static void addTuple(ArrayNode tuples, ScorePair pair) {
        ArrayNode tuple = tuples.addArray();
        if (pair.failed()) {
            tuple.add(-1).add(-1);
        } else {
            tuple.add(pair.reference()).add(pair.model());
        }
    }
}
