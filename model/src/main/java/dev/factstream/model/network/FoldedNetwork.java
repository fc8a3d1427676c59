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
    private final Kept kept;

    FoldedNetwork(VisionLanguageModel model, LoraAdapter adapter, Kept kept) {
        this.model = model;
        this.kept = kept;
        weights = FoldedWeights.forTraining(model, adapter);
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
        Forward forward = new Forward(scope, batch, wanted, gradients);
        NDArray rows = leaf(scope, forward.rows, gradients);
        return new States(rows, gradients ? () -> forward.backward(Gradients.of(scope, rows)) : () -> {});
    }

    @Override
    public States logProbs(NDManager scope, PackedBatch batch, long[] wanted, long[] targets, float temperature) {
        Forward forward = new Forward(scope, batch, wanted, true);
        Argument head = Argument.of(model.head());
        Argument tokens = Argument.of(scope.create(targets));
        Argument divisor = Argument.of(scope.create(temperature));
        NDList results = infer(
                scope,
                "folded_log_probs",
                Argument.of(forward.rows),
                head,
                tokens,
                divisor,
                Argument.of(scope.create(true)));
        NDArray rows = leaf(scope, results.get(0), true);
        List<NDArray> kept = results.subList(1, results.size());
        return new States(
                rows,
                () -> forward.backward(infer(
                                scope,
                                "folded_log_probs_backward",
                                Argument.of(Gradients.of(scope, rows)),
                                head,
                                tokens,
                                divisor,
                                Argument.of(kept))
                        .singletonOrThrow()));
    }

    /** An inference tensor could not take part in a recorded graph. */
    private static NDArray leaf(NDManager scope, NDArray inferred, boolean gradients) {
        NDArray leaf = inferred.duplicate();
        leaf.attach(scope);
        leaf.setRequiresGradient(gradients);
        return leaf;
    }

    private NDList infer(NDManager scope, String method, Argument... arguments) {
        return model.script().infer(scope, method, arguments);
    }

    @Override
    public void close() {
        weights.close();
    }

    /** A forward pass and, where gradients are asked for, what it keeps for the way back. */
    private final class Forward {

        private final NDManager scope;
        private final Argument positions;
        private final Argument spread;
        private final Argument cells;
        private final Argument wanted;
        private final NDArray rows;
        private final List<NDArray> saved;

        Forward(NDManager scope, PackedBatch batch, long[] wanted, boolean gradients) {
            this.scope = scope;
            UnpaddedBatch tokens = UnpaddedBatch.of(batch, wanted);
            positions = Argument.of(scope.create(tokens.positions()));
            spread = Argument.of(scope.create(tokens.spread(), new Shape(batch.rows(), batch.length())));
            cells = Argument.of(scope.create(tokens.cells()));
            this.wanted = Argument.of(scope.create(tokens.wanted()));
            NDArray features = batch.features().orElseGet(() -> model.features(scope, batch.images(), false));
            NDList results = infer(
                    scope,
                    "folded_forward",
                    Argument.of(scope.create(tokens.ids())),
                    positions,
                    spread,
                    cells,
                    Argument.of(features),
                    Argument.of(scope.create(tokens.places())),
                    Argument.of(scope.create(batch.sources())),
                    this.wanted,
                    Argument.of(scope.create(gradients ? kept.code() : 0L)),
                    Argument.of(weights.tensors()));
            rows = results.get(0);
            saved = results.subList(1, results.size());
        }

        /** @param upstream gradient of the rows */
        void backward(NDArray upstream) {
            NDList gradients = infer(
                    scope,
                    "folded_backward",
                    Argument.of(upstream),
                    positions,
                    spread,
                    cells,
                    wanted,
                    Argument.of(saved),
                    Argument.of(weights.tensors()),
                    Argument.of(model.languageWeights()),
                    Argument.of(weights.lora()));
            for (int i = 0; i < gradients.size(); i++) {
                if (gradients.get(i).size() > 0) {
                    Gradients.add(weights.lora().get(i + 1), gradients.get(i));
                }
            }
        }
    }
}
