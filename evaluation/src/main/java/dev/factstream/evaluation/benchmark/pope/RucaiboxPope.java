package dev.factstream.evaluation.benchmark.pope;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factstream.evaluation.benchmark.file.JsonFile;
import dev.factstream.evaluation.benchmark.file.JsonRow;
import dev.factstream.evaluation.benchmark.file.ScoreReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Scores answers as the script of POPE's authors: one label file, answers {@code {"question", "answer"}} in its order. Stateless. */
public final class RucaiboxPope {
    private RucaiboxPope() {}

    /**
     * Scores an answer file.
     *
     * @param asOfficial compares by position without checks
     */
    public static ScoreReport score(Path labelFile, Path answerFile, boolean asOfficial) throws IOException {
        List<PopeLabel> labels = PopeLabel.read(labelFile);
        List<PopeReply> replies =
                JsonFile.readLines(answerFile).stream().map(RucaiboxPope::reply).toList();
        if (!asOfficial) {
            PairCheck.sameQuestions(labels, replies);
        }
        YesNoCounts counts = YesNoCounts.of(labels, replies);
        ObjectNode json = JsonFile.object();
        String official = YesNoReport.countLines(counts);
        if (counts.defined()) {
            json.set("official", YesNoReport.json(counts));
            official += YesNoReport.scoreLines(counts);
        } else {
            json.put("officialError", YesNoReport.DIVISION_BY_ZERO).put("officialStdoutBeforeError", official);
            json.set("suggested", YesNoReport.undefinedJson(counts));
        }
        ArrayNode perRow = json.putArray("perRow");
        replies.forEach(reply -> perRow.add(reply.isYes() ? "yes" : "no"));
        json.set("lmmsEval", LmmsEvalPope.json(labels, replies));
        List<String> details = new ArrayList<>(List.of(YesNoReport.intervalLine("95 % intervals", counts)));
        if (replies.stream().anyMatch(reply -> reply.question().isEmpty())) {
            details.add("the answers do not repeat the questions, so their order could not be checked");
        }
        return new ScoreReport(
                official,
                details,
                json,
                counts.defined()
                        ? Optional.empty()
                        : Optional.of(
                                "no yes is correct, so precision or F1 is not defined; the official script ends with "
                                        + YesNoReport.DIVISION_BY_ZERO));
    }

    private static PopeReply reply(JsonRow row) {
        return new PopeReply(row, row.optionalText("question"), row.text("answer"));
    }
}
