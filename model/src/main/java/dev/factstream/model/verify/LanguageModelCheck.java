package dev.factstream.model.verify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.factstream.model.checkpoint.TensorData;
import dev.factstream.model.checkpoint.TensorNames;
import dev.factstream.model.engine.Gradients;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.network.PaddedBatch;
import dev.factstream.model.network.TokenBatch;
import dev.factstream.model.network.VisionLanguageModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Compares the outputs of the language model for whole sequences: hidden states, logits, loss and gradients. Padding positions
 * are excluded. The loss is the mean cross-entropy of every token that is neither padding nor image, as transformers computes it
 * from labels that mask those two with -100.
 */
final class LanguageModelCheck {

    private final VisionLanguageModel model;
    private final Oracle oracle;

    LanguageModelCheck(VisionLanguageModel model, Oracle oracle) {
        this.model = model;
        this.oracle = oracle;
    }

    /**
     * @param prefix {@code base}, {@code lora} or {@code merged}
     * @param adapter applied in addition to the weights; null for none
     */
    List<QuantityComparison> compare(String prefix, LoraAdapter adapter) {
        List<QuantityComparison> lines = new ArrayList<>();
        TokenBatch batch = new TokenBatch(oracle.rows());
        try (NDManager scope = model.newScope()) {
            NDArray hidden = model.hiddenStates(scope, batch, adapter, false);
            add(lines, prefix + ".last_hidden_state", hidden);
            add(lines, prefix + ".logits", model.logits(scope, hidden, false));
            TensorData loss = oracle.values().get(prefix + ".loss");
            if (loss != null) {
                float actual = loss(scope, adapter, false).toFloatArray()[0];
                lines.add(QuantityComparison.absolute(prefix + ".loss", loss.floats(), new float[] {actual}));
            }
        }
        return lines;
    }

    private void add(List<QuantityComparison> lines, String quantity, NDArray actual) {
        TensorData expected = oracle.values().get(quantity);
        if (expected != null) {
            int n = (int) expected.shape()[2];
            lines.add(QuantityComparison.absolute(
                    quantity, oracle.expected(expected.floats(), n), oracle.rightPadded(actual.toFloatArray(), n)));
        }
    }

    /** Compares every {@code grad.<adapter tensor>} with the gradient of the loss. */
    List<QuantityComparison> gradients(LoraAdapter adapter) {
        List<QuantityComparison> lines = new ArrayList<>();
        Map<String, NDArray> tensors = adapter.tensors();
        adapter.requireGradients();
        try (NDManager scope = model.newScope();
                Gradients gradients = Gradients.record()) {
            gradients.backward(loss(scope, adapter, true));
            oracle.values().forEach((quantity, expected) -> {
                if (quantity.startsWith("grad.")) {
                    NDArray tensor = tensors.get(TensorNames.canonical(quantity.substring("grad.".length())));
                    lines.add(
                            tensor == null
                                    ? QuantityComparison.unknown(quantity)
                                    : QuantityComparison.relative(
                                            quantity,
                                            expected.floats(),
                                            Gradients.of(scope, tensor).toFloatArray()));
                }
            });
        }
        return lines;
    }

    /**
     * Computes the loss with the padding of the oracle: with padding on the left, the first real token is predicted from a padding
     * position, and transformers includes that prediction.
     */
    private NDArray loss(NDManager scope, LoraAdapter adapter, boolean gradients) {
        PaddedBatch packed = PaddedBatch.of(
                oracle.padded(),
                oracle.rows().stream().map(TokenBatch.Row::pixels).toList(),
                model.config().image());
        NDArray visible = scope.create(oracle.visible(), new Shape(packed.rows(), 1, oracle.width(), oracle.width()));
        NDArray hidden = model.hiddenStates(scope, packed, visible, adapter, gradients);
        NDArray logProbs = model.logits(scope, hidden, gradients).logSoftmax(-1);
        long[] labels = oracle.labels(model.config(), logProbs.getShape().get(2));
        return logProbs.flatten().take(scope.create(labels)).mean().neg();
    }
}
