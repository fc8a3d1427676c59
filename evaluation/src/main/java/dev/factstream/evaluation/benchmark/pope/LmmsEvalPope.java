package dev.factstream.evaluation.benchmark.pope;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factstream.evaluation.benchmark.file.JsonFile;
import dev.factstream.evaluation.benchmark.python.PythonText;
import java.util.List;

/** The numbers that lmms-eval gives for the same replies: the whole reply must be {@code yes} or {@code no}. Stateless. */
final class LmmsEvalPope {
    private LmmsEvalPope() {}

    /** Its yes ratio is that of the labels. Scores without a denominator are 0. */
    static ObjectNode json(List<PopeLabel> labels, List<PopeReply> replies) {
        int tp = 0;
        int fp = 0;
        int fn = 0;
        int correct = 0;
        int positive = 0;
        int pairs = Math.min(labels.size(), replies.size());
        for (int i = 0; i < pairs; i++) {
            String reply = PythonText.strip(PythonText.lower(replies.get(i).text()));
            boolean truth = labels.get(i).yes();
            tp += truth && reply.equals("yes") ? 1 : 0;
            fp += !truth && reply.equals("yes") ? 1 : 0;
            fn += truth && reply.equals("no") ? 1 : 0;
            correct += reply.equals(truth ? "yes" : "no") ? 1 : 0;
            positive += truth ? 1 : 0;
        }
        double precision = ratio(tp, tp + fp);
        double recall = ratio(tp, tp + fn);
        return JsonFile.object()
                .put("accuracy", ratio(correct, pairs))
                .put("precision", precision)
                .put("recall", recall)
                .put("f1", precision + recall > 0 ? 2 * (precision * recall) / (precision + recall) : 0)
                .put("yesRatio_ofGroundTruth", ratio(positive, pairs));
    }

    private static double ratio(int part, int whole) {
        return whole == 0 ? 0 : part / (double) whole;
    }
}
