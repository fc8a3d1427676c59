package dev.factstream.evaluation.benchmark.llavabench;

import dev.factstream.evaluation.benchmark.python.PythonNumber;
import dev.factstream.evaluation.benchmark.python.PythonText;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The two scores in a judge's reply.
 *
 * @param reference of the reference answer
 * @param model of the model's answer
 */
public record ScorePair(double reference, double model) {
    /** Stands for a reply whose first line is not a pair. It takes part in means, as in the official script. */
    public static final ScorePair FAILED = new ScorePair(-1, -1);

    /** Reads the first line: two numbers with one space or comma between them, and nothing else. */
    public static ScorePair of(String reply) {
        List<String> pieces =
                PythonText.split(PythonText.split(reply, '\n').get(0).replace(',', ' '), ' ');
        if (pieces.size() != 2) {
            return FAILED;
        }
        OptionalDouble reference = PythonNumber.parse(pieces.get(0));
        OptionalDouble model = PythonNumber.parse(pieces.get(1));
        return reference.isPresent() && model.isPresent()
                ? new ScorePair(reference.getAsDouble(), model.getAsDouble())
                : FAILED;
    }

    boolean failed() {
        return equals(FAILED);
    }
}
