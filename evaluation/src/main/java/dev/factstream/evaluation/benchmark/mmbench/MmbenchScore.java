package dev.factstream.evaluation.benchmark.mmbench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factstream.evaluation.benchmark.file.JsonFile;
import dev.factstream.evaluation.benchmark.file.ScoreReport;
import dev.factstream.evaluation.benchmark.table.PredictionTable;
import dev.factstream.evaluation.statistics.Share;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Scores predictions of MMBench by circular evaluation. Stateless. */
public final class MmbenchScore {
    private static final ChoiceRule VLM_EVAL_KIT = new VlmEvalKitRule();
    private static final ChoiceRule RULE_2023 = new Rule2023();
    private static final List<String> OPTIONS_OF_2023 = List.of("A", "B", "C", "D");

    /** How letters are read from replies. */
    public enum Rule {
        /** VLMEvalKit since June 2026. */
        VLMEVALKIT,
        /** OpenCompass in 2023, kept by lmms-eval. */
        RULE_2023
    }

    private MmbenchScore() {}

    /**
     * Scores a file with one row for each rotation of each question: {@code index, question, A, B, …, answer, prediction} and perhaps
     * {@code split, category, l2-category}. The JSON has the scores of both rules; {@code rule} chooses the printed one.
     *
     * @param judgeReplies replies to the predictions that give no letter; without it, such predictions are wrong
     * @param templates of the judge's prompt, to report the hashes of the prompts
     */
    public static ScoreReport score(
            Path predictions, Optional<Path> judgeReplies, Rule rule, Optional<JudgePrompt> templates)
            throws IOException {
        PredictionTable table = PredictionTable.read(predictions);
        List<MmbenchRow> rows = MmbenchRow.read(table);
        boolean scores2023 = OPTIONS_OF_2023.stream().allMatch(table::hasColumn);
        if (rule == Rule.RULE_2023 && !scores2023) {
            throw new UserFacingException(
                    ExitCode.BAD_DATA,
                    predictions + " must have the columns A, B, C and D; the script of 2023 reads all of them");
        }
        if (rows.stream().noneMatch(MmbenchRow::first)) {
            throw new UserFacingException(
                    ExitCode.BAD_DATA,
                    predictions + " has no row with an index below 1000000, so there is no question to score");
        }
        ObjectNode json = JsonFile.object();
        addLetters(json.putArray("perRow"), rows);
        CircularScore exact = CircularScore.of(rows, VLM_EVAL_KIT, Optional.empty());
        json.set("vlmevalkitExactMatching", CircularReport.vlmEvalKit(exact));
        Optional<CircularScore> of2023 = Optional.empty();
        if (scores2023) {
            of2023 = Optional.of(CircularScore.of(rows, RULE_2023, Optional.empty()));
            json.set("rule2023_unmatchedCountsAsWrong", CircularReport.rule2023(of2023.get()));
        }
        CircularScore printed = rule == Rule.VLMEVALKIT ? exact : of2023.orElseThrow();
        List<String> details = new ArrayList<>();
        if (judgeReplies.isPresent()) {
            JudgeReplies judge = JudgeReplies.read(judgeReplies.get());
            ChoiceRule judged = rule == Rule.VLMEVALKIT ? VLM_EVAL_KIT : RULE_2023;
            printed = CircularScore.of(rows, judged, Optional.of(judge));
            if (rule == Rule.VLMEVALKIT) {
                json.set("vlmevalkitWithJudge", CircularReport.vlmEvalKit(printed));
            } else {
                json.set("rule2023WithJudge", CircularReport.rule2023(printed));
            }
            addCalls(json.putArray("judgeCalls"), judge.asked(), templates);
            details.add(judge.asked().size()
                    + " replies of the judge were read; predictions without a letter after three of them are wrong,"
                    + " where the official script draws a random letter");
        }
        json.put("vanillaFirstPassAccuracy", vanilla(rows, MmbenchRow::first).rate());
        json.put("vanillaAllRowsAccuracy", vanilla(rows, row -> true).rate());
        details.addAll(0, CircularReport.lines(printed));
        details.add("not the MMBench score: first rotation " + vanilla(rows, MmbenchRow::first) + ", all rows "
                + vanilla(rows, row -> true));
        return new ScoreReport("", details, json, Optional.empty());
    }

    private static void addLetters(ArrayNode perRow, List<MmbenchRow> rows) {
        for (MmbenchRow row : rows) {
            perRow.addObject()
                    .put("index", row.index())
                    .put(
                            "vlmevalkit",
                            VLM_EVAL_KIT.letter(row.prediction(), row.options()).orElse(null))
                    .put(
                            "rule2023",
                            RULE_2023.letter(row.prediction(), row.options()).orElse(null));
        }
    }

    private static void addCalls(ArrayNode calls, List<MmbenchRow> asked, Optional<JudgePrompt> templates) {
        for (MmbenchRow row : asked) {
            ObjectNode call = calls.addObject().put("answer", row.prediction());
            templates.ifPresent(prompt -> call.put("promptSha256", prompt.sha256(row)));
        }
    }

    private static Share vanilla(List<MmbenchRow> rows, Predicate<MmbenchRow> of) {
        List<MmbenchRow> counted = rows.stream().filter(of).toList();
        long right = counted.stream()
                .filter(row -> VLM_EVAL_KIT
                        .letter(row.prediction(), row.options())
                        .filter(row.answer()::equals)
                        .isPresent())
                .count();
        return new Share((int) right, counted.size());
    }
}
