package dev.factstream.console;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.factstream.model.engine.Gradients;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.network.TokenBatch;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.schemas.rollout.ScoredRollout;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * PPO as in its paper (arXiv 1707.06347) for language models: one policy that samples and learns, one answer at a time, one step
 * per batch. It shares only the network code with the learner: no importance weights, no staleness, no padding, its own
 * advantages, losses and optimizer.
 */
final class ReferencePpo implements AutoCloseable {
    private static final double CLIP = 0.2;
    private static final double REACH = 0.2;

    /** Means over the steps of a batch. */
    record Losses(double policy, double critic) {}

    private final VisionLanguageModel model;
    private final Map<String, byte[]> pictures;
    private final NDManager manager;
    private final LoraAdapter policy;
    private final LoraAdapter critic;
    private final NDArray head;
    private final NDArray bias;
    private final ReferenceAdam policySteps;
    private final ReferenceAdam criticSteps;
    private final int epochs;
    private boolean begun;

    /**
     * Takes ownership of the adapters.
     *
     * @param pictures the encoded pictures of the rollouts by SHA-256
     */
    ReferencePpo(
            VisionLanguageModel model,
            Map<String, byte[]> pictures,
            LoraAdapter policy,
            LoraAdapter critic,
            double[] rates,
            int epochs) {
        this.model = model;
        this.pictures = pictures;
        this.policy = policy;
        this.critic = critic;
        this.epochs = epochs;
        manager = model.newScope();
        head = manager.zeros(new Shape(model.config().text().hiddenSize()));
        bias = manager.zeros(new Shape(1));
        policy.requireGradients();
        critic.requireGradients();
        head.setRequiresGradient(true);
        bias.setRequiresGradient(true);
        List<NDArray> criticWeights = new ArrayList<>(critic.tensors().values());
        criticWeights.add(head);
        criticWeights.add(bias);
        policySteps = new ReferenceAdam(List.copyOf(policy.tensors().values()), rates[0]);
        criticSteps = new ReferenceAdam(criticWeights, rates[1]);
    }

    LoraAdapter policy() {
        return policy;
    }

    LoraAdapter critic() {
        return critic;
    }

    NDArray head() {
        return head;
    }

    /**
     * Trains on a batch.
     *
     * @param recorded whether the old log-probabilities are those recorded when sampling, rather than recomputed
     */
    Losses train(List<ScoredRollout> rollouts, boolean recorded) {
        if (!begun) {
            begun = true;
            double mean = rollouts.stream()
                    .mapToDouble(scored -> scored.reward().total())
                    .average()
                    .orElseThrow();
            bias.set(FloatBuffer.wrap(new float[] {(float) mean}));
        }
        List<ReferenceAnswer> answers =
                rollouts.stream().map(scored -> read(scored, recorded)).toList();
        ReferenceAnswer.whiten(answers);
        double tokens =
                answers.stream().mapToInt(a -> a.input().tokens().length).sum();
        double reach = REACH * ReferenceAnswer.rootMeanSquareError(answers);
        double policyLoss = 0;
        double criticLoss = 0;
        for (int epoch = 0; epoch < epochs; epoch++) {
            policyLoss += step(
                    answers, policySteps, (scope, a) -> policyLoss(scope, a).div((float) tokens));
            criticLoss += step(
                    answers,
                    criticSteps,
                    (scope, a) -> criticLoss(scope, a, (float) reach).div((float) tokens));
        }
        return new Losses(policyLoss / epochs, criticLoss / epochs);
    }

    private ReferenceAnswer read(ScoredRollout scored, boolean recorded) {
        var pixels = scored.rollout()
                .question()
                .image()
                .map(image -> model.imageProcessor().orElseThrow().pixels(pictures.get(image.sha256())));
        int[] prompt = model.promptEncoder()
                .encode(scored.rollout().question().text(), pixels)
                .ids();
        int[] tokens = scored.rollout().tokens();
        TokenBatch batch = new TokenBatch(List.of(TokenBatch.Row.of(prompt, tokens, pixels)));
        ReferenceAnswer.Input input = new ReferenceAnswer.Input(batch, prompt.length, tokens);
        try (NDManager scope = model.newScope()) {
            double[] now = doubles(logProbs(scope, input, policy, false));
            double[] reference = doubles(logProbs(scope, input, null, false));
            double[] values = doubles(values(scope, input, false));
            double[] old = recorded ? doubles(scored.rollout().logProbs()) : now;
            return ReferenceAnswer.of(
                    input, old, now, reference, values, scored.reward().total());
        }
    }

    private double step(
            List<ReferenceAnswer> answers, ReferenceAdam adam, BiFunction<NDManager, ReferenceAnswer, NDArray> loss) {
        double sum = 0;
        for (ReferenceAnswer answer : answers) {
            try (NDManager scope = model.newScope();
                    Gradients gradients = Gradients.record()) {
                NDArray part = loss.apply(scope, answer);
                gradients.backward(part);
                sum += part.getFloat();
            }
        }
        try (NDManager scope = model.newScope()) {
            adam.step(scope);
        }
        return sum;
    }

    private NDArray policyLoss(NDManager scope, ReferenceAnswer answer) {
        NDArray ratio = logProbs(scope, answer.input(), policy, true)
                .sub(array(scope, answer.old()))
                .exp();
        NDArray advantages = array(scope, answer.advantages());
        NDArray gain =
                ratio.mul(advantages).minimum(ratio.clip(1 - CLIP, 1 + CLIP).mul(advantages));
        return gain.sum().neg();
    }

    private NDArray criticLoss(NDManager scope, ReferenceAnswer answer, float reach) {
        NDArray values = values(scope, answer.input(), true);
        NDArray old = array(scope, answer.values());
        NDArray returns = array(scope, answer.returns());
        NDArray held = old.add(values.sub(old).clip(-reach, reach));
        return values.sub(returns)
                .square()
                .maximum(held.sub(returns).square())
                .sum()
                .mul(0.5f);
    }

    /** [tokens] */
    private NDArray logProbs(NDManager scope, ReferenceAnswer.Input answer, LoraAdapter adapter, boolean gradients) {
        NDArray hidden = hidden(scope, answer, adapter, gradients);
        NDArray all = model.logits(scope, hidden, gradients)
                .toType(DataType.FLOAT32, false)
                .logSoftmax(1);
        NDArray chosen = scope.create(answer.tokens(), new Shape(answer.tokens().length, 1))
                .toType(DataType.INT64, false);
        return all.gather(chosen, 1).squeeze(1);
    }

    /** [tokens] */
    private NDArray values(NDManager scope, ReferenceAnswer.Input answer, boolean gradients) {
        return hidden(scope, answer, critic, gradients).matMul(head).add(bias);
    }

    /** Hidden states of the positions that predict the answer's tokens, [tokens, hidden]. */
    private NDArray hidden(NDManager scope, ReferenceAnswer.Input answer, LoraAdapter adapter, boolean gradients) {
        NDArray all = model.hiddenStates(scope, answer.batch(), adapter, gradients);
        return all.get(new NDIndex("0, {}:{}", answer.start() - 1, answer.start() - 1 + answer.tokens().length));
    }

    private static NDArray array(NDManager scope, double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return scope.create(floats);
    }

    private static double[] doubles(NDArray array) {
        return doubles(array.toFloatArray());
    }

    private static double[] doubles(float[] floats) {
        double[] doubles = new double[floats.length];
        Arrays.setAll(doubles, i -> floats[i]);
        return doubles;
    }

    @Override
    public void close() {
        policy.close();
        critic.close();
        manager.close();
    }
}
