package dev.factstream.learner.ppo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.factstream.model.engine.Argument;
import dev.factstream.model.engine.ScriptModule;
import dev.factstream.model.engine.ScriptSource;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.network.TokenBatch;
import dev.factstream.model.network.TokenStatistics;
import dev.factstream.model.network.VisionLanguageModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Policy, reference and critic on one frozen base: their outputs and their losses. Not thread-safe; close it. */
final class Networks implements AutoCloseable {

    /** A loss to go backward from, and the share of tokens that its clipping holds back. */
    record Loss(NDArray loss, double clipped) {}

    private final VisionLanguageModel model;
    private final Learnables learnables;
    private final PpoOptions options;
    private final ScriptModule script;

    Networks(VisionLanguageModel model, Learnables learnables, PpoOptions options) {
        this.model = model;
        this.learnables = learnables;
        this.options = options;
        try (NDManager scope = model.newScope()) {
            script = ScriptModule.compile(ScriptSource.resource(Networks.class, "ppo.py"), scope.getDevice());
        }
    }

    /** A manager for one call; close it. */
    NDManager newScope() {
        return model.newScope();
    }

    /** Evaluates samples without gradients, {@code minibatch} at a time. */
    List<Evaluation> evaluate(List<Sample> samples) {
        List<Evaluation> evaluations = new ArrayList<>();
        for (int from = 0; from < samples.size(); from += options.minibatch()) {
            List<Sample> part = samples.subList(from, Math.min(samples.size(), from + options.minibatch()));
            try (NDManager scope = newScope()) {
                TokenBatch batch = batch(part);
                TokenStatistics policy = statistics(scope, batch, learnables.policy(), false);
                TokenStatistics reference = statistics(scope, batch, null, false);
                Rows rows = new Rows(part, batch.responseLength());
                double[][] proximal = rows.padded(policy.logProbs());
                double[][] entropies = rows.padded(policy.entropies());
                double[][] base = rows.padded(reference.logProbs());
                double[][] values = rows.packed(values(scope, batch, false));
                for (int i = 0; i < part.size(); i++) {
                    evaluations.add(new Evaluation(proximal[i], entropies[i], base[i], values[i]));
                }
            }
        }
        return evaluations;
    }

    /** The policy's loss on a minibatch, recorded for a backward pass; arrays are per token, row after row. */
    Loss policyLoss(NDManager scope, List<Sample> samples, double[] proximal, double[] behaviour, double[] advantages) {
        TokenBatch batch = batch(samples);
        NDArray hyper = scope.create(
                new float[] {(float) options.clipLow(), (float) options.clipHigh(), (float) options.weightCeiling()});
        return loss(script.record(
                scope,
                "policy_loss",
                Argument.of(statistics(scope, batch, learnables.policy(), true).logProbs()),
                Argument.of(scope.create(TokenIndex.of(batch).cells())),
                Argument.of(floats(scope, proximal)),
                Argument.of(floats(scope, behaviour)),
                Argument.of(floats(scope, advantages)),
                Argument.of(hyper)));
    }

    /** The critic's loss on a minibatch, recorded for a backward pass. */
    Loss valueLoss(NDManager scope, List<Sample> samples, double[] old, double[] targets) {
        return loss(script.record(
                scope,
                "value_loss",
                Argument.of(values(scope, batch(samples), true)),
                Argument.of(floats(scope, old)),
                Argument.of(floats(scope, targets)),
                Argument.of(scope.create((float) options.valueReach()))));
    }

    private TokenStatistics statistics(NDManager scope, TokenBatch batch, LoraAdapter adapter, boolean gradients) {
        NDArray hidden = model.hiddenStates(scope, batch, adapter, gradients);
        return model.tokenStatistics(scope, hidden, batch, options.temperature(), gradients);
    }

    private NDArray values(NDManager scope, TokenBatch batch, boolean gradients) {
        Critic critic = learnables.critic();
        Argument[] arguments = {
            Argument.of(model.hiddenStates(scope, batch, critic.adapter(), gradients)),
            Argument.of(scope.create(TokenIndex.of(batch).places())),
            Argument.of(critic.weight()),
            Argument.of(critic.bias())
        };
        NDList values =
                gradients ? script.record(scope, "values", arguments) : script.infer(scope, "values", arguments);
        return values.get(0);
    }

    private static Loss loss(NDList result) {
        return new Loss(result.get(0), result.get(1).getFloat());
    }

    private static TokenBatch batch(List<Sample> samples) {
        return new TokenBatch(samples.stream().map(Sample::row).toList());
    }

    private static NDArray floats(NDManager scope, double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return scope.create(floats);
    }

    /** Cuts arrays of a batch into rows of the samples' own lengths. */
    private record Rows(List<Sample> samples, int width) {

        /** From [B, R], padding left out. */
        double[][] padded(NDArray array) {
            float[] all = array.toFloatArray();
            return rows(all, width);
        }

        /** From [M], row after row. */
        double[][] packed(NDArray array) {
            return rows(array.toFloatArray(), -1);
        }

        private double[][] rows(float[] all, int stride) {
            double[][] rows = new double[samples.size()][];
            int next = 0;
            for (int i = 0; i < rows.length; i++) {
                int from = stride < 0 ? next : i * stride;
                rows[i] = new double[samples.get(i).tokens()];
                Arrays.setAll(rows[i], t -> all[from + t]);
                next += rows[i].length;
            }
            return rows;
        }
    }

    @Override
    public void close() {
        script.close();
    }
}
