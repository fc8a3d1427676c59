package dev.factstream.model.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.factstream.model.engine.Argument;
import dev.factstream.model.engine.Gradients;
import dev.factstream.model.lora.LoraAdapter;
import java.util.List;

/**
 * Computes with the adapter folded into copies of the weights and goes backward by hand ({@code adapting.ts.py}): fewer and
 * larger products than the recorded way, nothing recorded, no gradient of the frozen weights. For CPUs. Memory: a copy of
 * the language model's weights, and what a backward pass needs.
 */
final class FoldedNetwork implements AdaptedNetwork {

    private final VisionLanguageModel model;
    private final FoldedWeights weights;

    FoldedNetwork(VisionLanguageModel model, LoraAdapter adapter) {
        this.model = model;
        weights = new FoldedWeights(model, adapter);
    }

    /** The attention is the CPU's. */
    static boolean fits(VisionLanguageModel model) {
        return !model.head().getDevice().isGpu();
    }

    @Override
    public void adapterChanged() {
        weights.refold();
    }

    @Override
    public States states(NDManager scope, PackedBatch batch, long[] wanted, boolean gradients) {
        Argument ids = Argument.of(scope.create(batch.ids(), new Shape(batch.rows(), batch.length())));
        Argument positions = Argument.of(scope.create(wanted));
        NDArray features = batch.features().orElseGet(() -> model.features(scope, batch.images(), false));
        NDList results = model.script()
                .infer(
                        scope,
                        "folded_forward",
                        ids,
                        Argument.of(features),
                        Argument.of(scope.create(batch.places())),
                        Argument.of(scope.create(batch.sources())),
                        positions,
                        Argument.of(scope.create(gradients)),
                        Argument.of(weights.tensors()));
        NDArray rows = results.get(0).duplicate(); // an inference tensor could not take part in a recorded graph
        rows.attach(scope);
        if (!gradients) {
            return new States(rows, () -> {});
        }
        rows.setRequiresGradient(true);
        List<NDArray> kept = results.subList(1, results.size());
        return new States(rows, () -> backward(scope, rows, ids, positions, kept));
    }

    private void backward(NDManager scope, NDArray rows, Argument ids, Argument positions, List<NDArray> kept) {
        NDList gradients = model.script()
                .infer(
                        scope,
                        "folded_backward",
                        Argument.of(Gradients.of(scope, rows)),
                        ids,
                        positions,
                        Argument.of(kept),
                        Argument.of(weights.tensors()),
                        Argument.of(model.languageWeights()),
                        Argument.of(weights.lora()));
        for (int i = 0; i < gradients.size(); i++) {
            if (gradients.get(i).size() > 0) {
                Gradients.add(weights.lora().get(i + 1), gradients.get(i));
            }
        }
    }

    @Override
    public void close() {
        weights.close();
    }
}
