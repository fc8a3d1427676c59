package dev.factstream.model.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.factstream.model.engine.Gradients;
import dev.factstream.model.engine.ScriptArgument;
import dev.factstream.model.lora.LoraAdapter;
import java.util.List;

/**
 * Computes with the adapter folded into copies of the weights, and with a hand-written backward pass ({@code adapting.ts.py}):
 * fewer and larger matrix products than with torch's recording, no recorded graph, no gradients of the frozen weights. For
 * CPUs. Memory: a copy of the language model's weights, and the activations that a backward pass needs.
 */
final class FoldedNetwork implements AdaptedNetwork {

    private final VisionLanguageModel model;
    private final FoldedWeights weights;
    private final StoredActivations stored;

    FoldedNetwork(VisionLanguageModel model, LoraAdapter adapter, StoredActivations stored) {
        this.model = model;
        this.stored = stored;
        weights = FoldedWeights.forTraining(model, adapter);
    }

    /** Whether the model runs on the CPU: the attention has a CPU implementation only. */
    static boolean supports(VisionLanguageModel model) {
        return !model.head().getDevice().isGpu();
    }

    @Override
    public void adapterChanged() {
        weights.refold();
    }

    @Override
    public Outputs hiddenStates(NDManager scope, PaddedBatch batch, long[] wanted, boolean gradients) {
        ForwardPass forward = new ForwardPass(scope, batch, wanted, gradients);
        NDArray rows = leaf(scope, forward.rows, gradients);
        return new Outputs(rows, gradients ? () -> forward.backward(Gradients.of(scope, rows)) : () -> {});
    }

    @Override
    public Outputs logProbs(NDManager scope, PaddedBatch batch, long[] wanted, long[] targets, float temperature) {
        ForwardPass forward = new ForwardPass(scope, batch, wanted, true);
        ScriptArgument head = ScriptArgument.of(model.head());
        ScriptArgument tokens = ScriptArgument.of(scope.create(targets));
        ScriptArgument divisor = ScriptArgument.of(scope.create(temperature));
        NDList results = infer(
                scope,
                "folded_log_probs",
                ScriptArgument.of(forward.rows),
                head,
                tokens,
                divisor,
                ScriptArgument.of(scope.create(true)));
        NDArray rows = leaf(scope, results.get(0), true);
        List<NDArray> saved = results.subList(1, results.size());
        return new Outputs(
                rows,
                () -> forward.backward(infer(
                                scope,
                                "folded_log_probs_backward",
                                ScriptArgument.of(Gradients.of(scope, rows)),
                                head,
                                tokens,
                                divisor,
                                ScriptArgument.of(saved))
                        .singletonOrThrow()));
    }

    /** Copies an inference tensor, which cannot be part of a recorded graph, to an ordinary one. */
    private static NDArray leaf(NDManager scope, NDArray inferred, boolean gradients) {
        NDArray leaf = inferred.duplicate();
        leaf.attach(scope);
        leaf.setRequiresGradient(gradients);
        return leaf;
    }

    private NDList infer(NDManager scope, String method, ScriptArgument... arguments) {
        return model.script().infer(scope, method, arguments);
    }

    @Override
    public void close() {
        weights.close();
    }

    /** A forward pass and, if gradients are requested, the activations it stores for the backward pass. */
    private final class ForwardPass {

        private final NDManager scope;
        private final ScriptArgument positions;
        private final ScriptArgument spread;
        private final ScriptArgument cells;
        private final ScriptArgument wanted;
        private final NDArray rows;
        private final List<NDArray> saved;

        ForwardPass(NDManager scope, PaddedBatch batch, long[] wanted, boolean gradients) {
            this.scope = scope;
            UnpaddedBatch tokens = UnpaddedBatch.of(batch, wanted);
            positions = ScriptArgument.of(scope.create(tokens.positions()));
            spread = ScriptArgument.of(scope.create(tokens.spread(), new Shape(batch.rows(), batch.length())));
            cells = ScriptArgument.of(scope.create(tokens.cells()));
            this.wanted = ScriptArgument.of(scope.create(tokens.wanted()));
            NDArray features = batch.features().orElseGet(() -> model.features(scope, batch.images(), false));
            NDList results = infer(
                    scope,
                    "folded_forward",
                    ScriptArgument.of(scope.create(tokens.ids())),
                    positions,
                    spread,
                    cells,
                    ScriptArgument.of(features),
                    ScriptArgument.of(scope.create(tokens.places())),
                    ScriptArgument.of(scope.create(batch.sources())),
                    this.wanted,
                    ScriptArgument.of(scope.create(gradients ? stored.code() : 0L)),
                    ScriptArgument.of(weights.tensors()));
            rows = results.get(0);
            saved = results.subList(1, results.size());
        }

        /** @param upstream gradient of the rows */
        void backward(NDArray upstream) {
            NDList gradients = infer(
                    scope,
                    "folded_backward",
                    ScriptArgument.of(upstream),
                    positions,
                    spread,
                    cells,
                    wanted,
                    ScriptArgument.of(saved),
                    ScriptArgument.of(weights.tensors()),
                    ScriptArgument.of(model.languageWeights()),
                    ScriptArgument.of(weights.lora()));
            for (int i = 0; i < gradients.size(); i++) {
                if (gradients.get(i).size() > 0) {
                    Gradients.add(weights.lora().get(i + 1), gradients.get(i));
                }
            }
        }
    }
}
