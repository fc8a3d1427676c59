package dev.factstream.learner.ppo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.factstream.model.engine.Gradients;
import dev.factstream.model.engine.ScriptArgument;
import dev.factstream.model.engine.ScriptModule;
import dev.factstream.model.engine.ScriptSource;
import dev.factstream.model.network.AdaptedNetwork;
import dev.factstream.model.network.VisionLanguageModel;

/**
 * The PPO losses as differentiable TorchScript. Arrays of doubles hold one entry per real token, row after row. A sum over
 * tokens is divided by {@code divisor}. Thread-safe; close it.
 */
final class PpoScript implements AutoCloseable {

    /**
     * A loss and its backward pass.
     *
     * @param clipped number of tokens that the loss clips
     * @param adapterBackward propagates the gradients into the adapter
     */
    record Loss(NDArray loss, double clipped, Runnable adapterBackward) {

        Loss withAdapterBackward(AdaptedNetwork.Outputs outputs) {
            return new Loss(loss, clipped, outputs.backward());
        }

        /** Accumulates the gradients of all weights that the loss depends on. */
        void backward(Gradients gradients) {
            gradients.backward(loss);
            adapterBackward.run();
        }
    }

    private final ScriptModule script;

    PpoScript(VisionLanguageModel model) {
        try (NDManager scope = model.newScope()) {
            script = ScriptModule.compile(ScriptSource.resource(PpoScript.class, "ppo.py"), scope.getDevice());
        }
    }

    /** Computes the values [M] of M tokens from the critic's hidden states before them, [M, H]. */
    NDArray values(NDManager scope, NDArray rows, Critic critic, boolean gradients) {
        ScriptArgument[] arguments = {
            ScriptArgument.of(rows), ScriptArgument.of(critic.weight()), ScriptArgument.of(critic.bias())
        };
        NDList values =
                gradients ? script.record(scope, "values", arguments) : script.infer(scope, "values", arguments);
        return values.get(0);
    }

    /** Computes the policy's loss from its log-probabilities [M]. */
    Loss policyLoss(
            NDManager scope,
            NDArray logProbs,
            double[] proximal,
            double[] behaviour,
            double[] advantages,
            double divisor,
            PpoOptions options) {
        NDArray hyper = scope.create(new float[] {
            (float) options.clipLow(), (float) options.clipHigh(), (float) options.weightCeiling(), (float) divisor
        });
        return loss(script.record(
                scope,
                "policy_loss",
                ScriptArgument.of(logProbs),
                ScriptArgument.of(floats(scope, proximal)),
                ScriptArgument.of(floats(scope, behaviour)),
                ScriptArgument.of(floats(scope, advantages)),
                ScriptArgument.of(hyper)));
    }

    /** Computes the critic's loss from its values [M]. */
    Loss valueLoss(NDManager scope, NDArray values, double[] old, double[] targets, double reach, double divisor) {
        return loss(script.record(
                scope,
                "value_loss",
                ScriptArgument.of(values),
                ScriptArgument.of(floats(scope, old)),
                ScriptArgument.of(floats(scope, targets)),
                ScriptArgument.of(scope.create(new float[] {(float) reach, (float) divisor}))));
    }

    private static Loss loss(NDList result) {
        return new Loss(result.get(0), result.get(1).getFloat(), () -> {});
    }

    private static NDArray floats(NDManager scope, double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return scope.create(floats);
    }

    @Override
    public void close() {
        script.close();
    }
}
