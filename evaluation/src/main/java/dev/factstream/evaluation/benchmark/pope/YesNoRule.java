package dev.factstream.evaluation.benchmark.pope;

import dev.factstream.evaluation.benchmark.python.PythonText;
import java.util.List;

/** POPE's rule for reading yes or no from a reply. Every reply that is not a no is a yes. Stateless. */
public final class YesNoRule {
    private static final List<String> NEGATIONS = List.of("No", "not", "no");

    private YesNoRule() {}

    /**
     * Returns true for a yes. The rule takes the text before the first full stop without its commas, and splits it at single spaces:
     * a no has the word {@code No}, {@code not} or {@code no}.
     */
    public static boolean isYes(String reply) {
        int stop = reply.indexOf('.');
        String sentence = (stop < 0 ? reply : reply.substring(0, stop)).replace(",", "");
        return PythonText.split(sentence, ' ').stream().noneMatch(NEGATIONS::contains);
    }
}
