package dev.factstream.evaluation.benchmark.llavabench;

import dev.factstream.evaluation.benchmark.python.PythonNumber;
import dev.factstream.evaluation.statistics.Mean;
import java.util.List;

/**
 * The summary of a category.
 *
 * @param meanReference not rounded
 * @param meanModel not rounded
 * @param residuals uncertainty of the mean of {@code model − ratio · reference}
 */
record RelativeScore(double meanReference, double meanModel, Mean residuals) {

    static RelativeScore of(List<ScorePair> pairs) {
        double reference = 0;
        double model = 0;
        for (ScorePair pair : pairs) {
            reference += pair.reference();
            model += pair.model();
        }
        double ratio = model / reference;
        double[] residuals = pairs.stream()
                .mapToDouble(pair -> pair.model() - ratio * pair.reference())
                .toArray();
        return new RelativeScore(reference / pairs.size(), model / pairs.size(), Mean.of(residuals));
    }

    /** Returns false if the official script divides by zero. */
    boolean defined() {
        return roundedReference() != 0;
    }

    private double roundedReference() {
        return PythonNumber.round(meanReference, 3);
    }

    private double roundedModel() {
        return PythonNumber.round(meanModel, 3);
    }

    /** Returns the model's score in percent of the reference's, from means with three decimals. */
    double relative() {
        return PythonNumber.round(roundedModel() / roundedReference() * 100, 1);
    }

    double reference() {
        return PythonNumber.round(roundedReference() * 10, 1);
    }

    double model() {
        return PythonNumber.round(roundedModel() * 10, 1);
    }

    /** Returns VLMEvalKit's relative score, from means that are not rounded. */
    double vlmEvalKitRelative() {
        return PythonNumber.numpyRound(meanModel / meanReference * 100, 1);
    }

    /** Returns the standard error of the relative score in percent, by the delta method for a ratio of paired means. */
    double standardError() {
        return residuals.standardError() / Math.abs(meanReference) * 100;
    }
}
