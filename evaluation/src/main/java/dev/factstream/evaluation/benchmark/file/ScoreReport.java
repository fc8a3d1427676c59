package dev.factstream.evaluation.benchmark.file;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * The score of a benchmark.
 *
 * @param official the output of the official script, with its line breaks; empty if there is no such script
 * @param details further lines: intervals, counts, warnings
 * @param json all numbers
 * @param problem why the official script has no score, for instance a division by zero; the report has what can be computed
 */
public record ScoreReport(String official, List<String> details, ObjectNode json, Optional<String> problem) {
    public ScoreReport {
        details = List.copyOf(details);
    }

    /** Adds the ends of a 95 % interval to {@code intervals}. Ends that are not defined are null. */
    public static void putInterval(ObjectNode intervals, String name, double low, double high) {
        ArrayNode ends = intervals.putArray(name);
        for (double end : new double[] {low, high}) {
            ends.add(Double.isFinite(end) ? Double.valueOf(end) : null);
        }
    }
}
