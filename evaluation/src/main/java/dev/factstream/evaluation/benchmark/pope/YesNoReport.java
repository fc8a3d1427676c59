package dev.factstream.evaluation.benchmark.pope;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factstream.evaluation.benchmark.file.JsonFile;
import dev.factstream.evaluation.benchmark.file.ScoreReport;
import dev.factstream.evaluation.benchmark.python.PythonNumber;
import dev.factstream.evaluation.statistics.Share;
import java.util.List;

/** The scores of one label file as text and JSON. Stateless. */
final class YesNoReport {
    /** The error with which the official script ends if there is no true positive. */
    static final String DIVISION_BY_ZERO = "ZeroDivisionError: float division by zero";

    private static final String UNDEFINED = "undefined (official script dies); lmms-eval and VLMEvalKit give 0";

    private YesNoReport() {}

    /** Returns the lines that the official script prints before it divides. */
    static String countLines(YesNoCounts counts) {
        return "TP\tFP\tTN\tFN\t\n"
                + String.join("\t", List.of("" + counts.tp(), "" + counts.fp(), "" + counts.tn(), "" + counts.fn()))
                + "\n";
    }

    /** Returns the five lines of scores of the official script. */
    static String scoreLines(YesNoCounts counts) {
        return "Accuracy: " + PythonNumber.repr(counts.accuracy())
                + "\nPrecision: " + PythonNumber.repr(counts.precision())
                + "\nRecall: " + PythonNumber.repr(counts.recall())
                + "\nF1 score: " + PythonNumber.repr(counts.f1())
                + "\nYes ratio: " + PythonNumber.repr(counts.yesRatio()) + "\n";
    }

    /** Returns the line with three decimals that LLaVA's script adds: F1, accuracy, precision, recall, yes ratio. */
    static String summaryLine(YesNoCounts counts) {
        double[] scores = {counts.f1(), counts.accuracy(), counts.precision(), counts.recall(), counts.yesRatio()};
        StringBuilder line = new StringBuilder();
        for (double score : scores) {
            line.append(line.isEmpty() ? "" : ", ").append(PythonNumber.fixed(score, 3));
        }
        return line.toString();
    }

    static ObjectNode json(YesNoCounts counts) {
        ObjectNode json = JsonFile.object()
                .put("tp", counts.tp())
                .put("fp", counts.fp())
                .put("tn", counts.tn())
                .put("fn", counts.fn());
        put(json, "accuracy", counts.accuracy());
        put(json, "precision", counts.precision());
        put(json, "recall", counts.recall());
        put(json, "f1", counts.f1());
        put(json, "yesRatio", counts.yesRatio());
        ObjectNode intervals = json.putObject("intervals");
        putInterval(intervals, "accuracy", counts.correct());
        putInterval(intervals, "precision", counts.precisionShare());
        putInterval(intervals, "recall", counts.recallShare());
        ScoreReport.putInterval(intervals, "f1", counts.f1Low(), counts.f1High());
        putInterval(intervals, "yesRatio", counts.yes());
        return json;
    }

    private static void put(ObjectNode json, String name, double value) {
        json.put(name, value).put(name + "Text", PythonNumber.repr(value));
    }

    private static void putInterval(ObjectNode intervals, String name, Share share) {
        ScoreReport.putInterval(intervals, name, share.low(), share.high());
    }

    /** Returns what can be computed without a true positive. */
    static ObjectNode undefinedJson(YesNoCounts counts) {
        ObjectNode json = JsonFile.object()
                .put("tp", counts.tp())
                .put("fp", counts.fp())
                .put("tn", counts.tn())
                .put("fn", counts.fn())
                .put("accuracy", counts.accuracy())
                .put("yesRatio", counts.yesRatio());
        putDefined(json, "precision", counts.precision());
        putDefined(json, "recall", counts.recall());
        putDefined(json, "f1", counts.f1());
        return json;
    }

    private static void putDefined(ObjectNode json, String name, double value) {
        if (Double.isNaN(value)) {
            json.put(name, UNDEFINED);
        } else {
            json.put(name, value);
        }
    }

    /** Returns the line with intervals that stands beside the official output. */
    static String intervalLine(String name, YesNoCounts counts) {
        return name + ": accuracy " + counts.correct() + ", F1 " + percent(counts.f1(), counts.f1Low(), counts.f1High())
                + ", precision " + counts.precisionShare() + ", recall " + counts.recallShare() + ", yes "
                + counts.yes();
    }

    static String percent(double value, double low, double high) {
        return Double.isNaN(value)
                ? "undefined"
                : PythonNumber.fixed(100 * value, 1) + " % (" + PythonNumber.fixed(100 * low, 1) + " to "
                        + PythonNumber.fixed(100 * high, 1) + ")";
    }
}
