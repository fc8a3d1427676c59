package dev.factstream.training.reward;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;

/**
 * {@code report.json}: the accuracy of a trained reward model on held-out pairs.
 *
 * @param pairsTrained number of training pairs
 * @param last last point of the training curve
 */
public record RewardReport(RewardTrainingOptions options, int pairsTrained, long steps, RewardCurvePoint last) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Share of held-out pairs whose better answer scores higher, by labels without noise. */
    public double cleanAccuracy() {
        return last.heldOut().cleanAccuracy();
    }

    /** The same with pictures shuffled among the pairs. */
    public double shuffledAccuracy() {
        return last.shuffled().cleanAccuracy();
    }

    void write(Path file) throws IOException {
        ObjectNode node =
                JSON.createObjectNode().put("reads_facts", options.template().readsFacts());
        node.put("pairs_trained", pairsTrained)
                .put("epochs", options.epochs())
                .put("batch_pairs", options.batchSize())
                .put("steps", steps)
                .put("rate", options.rate())
                .put("rank", options.lora().rank())
                .put("alpha", options.lora().alpha())
                .put("head_start", options.head().name())
                .put("seed", options.seed());
        ScoredPairs pairs = last.heldOut();
        ObjectNode heldOut =
                node.putObject("held_out").put("pairs", pairs.pairs().size());
        heldOut.put("loss", pairs.loss())
                .put("accuracy_clean", pairs.cleanAccuracy())
                .put("accuracy_noisy", pairs.noisyAccuracy())
                .put("accuracy_clean_pictures_shuffled", last.shuffled().cleanAccuracy())
                .put("mean_margin", pairs.meanMargin());
        put(
                heldOut,
                "accuracy_clean_decided_by_hallucination",
                pairs.cleanAccuracy(pair -> pair.row().hallucination()));
        put(
                heldOut,
                "accuracy_clean_decided_otherwise",
                pairs.cleanAccuracy(pair -> !pair.row().hallucination()));
        put(
                heldOut,
                "accuracy_clean_of_sampled_pairs",
                pairs.cleanAccuracy(pair -> !pair.row().written()));
        put(
                heldOut,
                "accuracy_clean_of_evasive_pairs",
                pairs.cleanAccuracy(pair -> pair.row().written() && !pair.row().hallucination()));
        Calibration calibration = pairs.calibration();
        heldOut.put("expected_calibration_error", calibration.expectedError());
        calibration.bins().forEach(heldOut.putArray("reliability")::addPOJO);
        JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), node);
    }

    private static void put(ObjectNode node, String key, double share) {
        if (!Double.isNaN(share)) {
            node.put(key, share);
        }
    }
}
