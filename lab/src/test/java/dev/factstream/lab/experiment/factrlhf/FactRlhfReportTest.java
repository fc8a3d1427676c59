package dev.factstream.lab.experiment.factrlhf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.evaluation.heldout.CorrectRate;
import dev.factstream.evaluation.picturebook.BenchmarkAnswer;
import dev.factstream.evaluation.policy.PolicyEvaluation;
import dev.factstream.evaluation.statistics.Share;
import dev.factstream.lab.experiment.ExperimentResults;
import dev.factstream.lab.experiment.PlannedRun;
import dev.factstream.lab.experiment.RunResult;
import dev.factstream.lab.experiment.VersionMetrics;
import dev.factstream.picturebook.questions.QuestionType;
import dev.factstream.schemas.metrics.MetricNames;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uses invented results, so that every number can be computed by hand. */
class FactRlhfReportTest {
    private static final ExperimentResults<FactRlhfArm, FactRlhfMeasured> RESULTS = new ExperimentResults<>(
            FactRlhfMeasured.initial(new PolicyEvaluation(answers(2, 2, 2, 5), rates(80))),
            List.of(
                    result(FactRlhfArm.PLAIN, 1, 80, 2, 2, 5, 5),
                    result(FactRlhfArm.PLAIN, 2, 70, 2, 5, 5, 5),
                    result(FactRlhfArm.FACTS, 1, 90, 5, 5, 5, 5),
                    result(FactRlhfArm.FACTS, 2, 86, 5, 5, 5, 2),
                    result(FactRlhfArm.FACTS_LENGTH, 1, 82, 5, 5, 5, 5)));

    private final FactRlhfReport report = new FactRlhfReport();

    @TempDir
    private Path folder;

    @Test
    void armsHaveTheMeanOverSeedsWithItsStandardError() {
        List<String> lines = report.table(RESULTS);

        assertThat(row(lines, "SFT")).startsWith("| SFT |  | 75.00 | 2.75 | 66.67 | 10.00 | 80.00 |");
        // 50 and 25 %, sample deviation 17.68, over the root of 2
        assertThat(row(lines, "plain"))
                .startsWith("| plain | 2 | 37.50 ± 12.50 | 3.88 ± 0.38 |")
                .contains("75.00 ± 5.00");
        assertThat(row(lines, "plain")).endsWith("| 1.00 ± 0.00 → 1.50 ± 0.00 |");
        assertThat(row(lines, "facts")).startsWith("| facts | 2 | 12.50 ± 12.50 |");
        assertThat(row(lines, "facts-length")).startsWith("| facts-length | 1 | 0.00 | 5.00 |");
    }

    @Test
    void differencesArePairedBySeedAndByItem() {
        List<String> lines = report.table(RESULTS);

        // seed 1: 0 − 50, seed 2: 25 − 25
        String name = "facts − plain";
        assertThat(row(lines, name)).startsWith("| facts − plain | over seeds | -25.00 ± 25.00 (1.0) |");
        // items: (0 + 0 − 200)/2, (0 + 0 − 100)/2, 0, (100 − 0)/2
        assertThat(after(lines, name)).startsWith("|  | over items | -25.00 ± 32.27 (0.8) |");
        assertThat(row(lines, "facts − SFT")).contains("-62.50 ± 12.50 (5.0)");
        assertThat(row(lines, "facts-length − SFT")).contains("over seeds | -75.00 |");
    }

    @Test
    void everyVersionIsARowAndEveryPlotIsAnImage() throws IOException {
        List<Map<String, Object>> rows = report.rows(RESULTS);
        assertThat(rows).hasSize(1 + 5 * 2);
        assertThat(rows.get(0).keySet()).startsWith("arm", "seed", "version", "items", "hallucination", "score");
        assertThat(rows.get(1).values()).startsWith("plain", 1L, 1, 2, 100.0, 2.0);
        assertThat(rows.get(2).values()).startsWith("plain", 1L, 2, 4, 50.0, 3.5);

        report.plot(RESULTS, folder);
        for (String plot :
                List.of("hallucination-rate", "informativeness", "length", "reward-model-score", "correctness")) {
            BufferedImage image = ImageIO.read(folder.resolve(plot + ".png").toFile());
            assertThat(image.getWidth()).as(plot).isEqualTo(900);
        }
    }

    private static String row(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith("| " + name + " |"))
                .findFirst()
                .orElseThrow();
    }

    private static String after(List<String> lines, String name) {
        return lines.get(lines.indexOf(row(lines, name)) + 1);
    }

    private static RunResult<FactRlhfArm, FactRlhfMeasured> result(
            FactRlhfArm arm, long seed, int yesNo, int... scores) {
        List<BenchmarkAnswer> all = answers(scores);
        Map<String, Double> first = Map.of(MetricNames.REWARD_MODEL, 1.0, MetricNames.CORRECT_RATE, 0.5);
        Map<String, Double> second = Map.of(MetricNames.REWARD_MODEL, 2.0, MetricNames.CORRECT_RATE, 0.6);
        return new RunResult<>(
                new PlannedRun<>(arm, seed),
                List.of(new VersionMetrics(1, first), new VersionMetrics(2, second)),
                new FactRlhfMeasured(new TreeMap<>(Map.of(1, answers(2, 2), 2, all)), rates(yesNo)));
    }

    private static List<BenchmarkAnswer> answers(int... scores) {
        List<BenchmarkAnswer> answers = new ArrayList<>();
        IntStream.range(0, scores.length)
                .forEach(i -> answers.add(new BenchmarkAnswer(
                        "id" + i, QuestionType.OTHER, "animal", "?", "!", 10, true, scores[i], "!")));
        return answers;
    }

    private static CorrectRate rates(int yesNo) {
        return new CorrectRate(
                new Share(yesNo, 100),
                new Share(yesNo, 100),
                new Share(30, 100),
                new Share(60, 100),
                new Share(0, 200));
    }
}
