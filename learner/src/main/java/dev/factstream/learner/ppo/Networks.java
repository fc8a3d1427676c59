package dev.factstream.learner.ppo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.network.TokenBatch;
import dev.factstream.model.network.TokenStatistics;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Policy, reference and critic for the samples of one version. Not thread-safe; close it. */
final class Networks implements AutoCloseable {

    private final Foundation foundation;
    private final Learnables learnables;
    private final PpoOptions options;
    private final PpoScript script;
    private final List<Sample> samples;
    private final ImageMemory policyImages;
    private final ImageMemory criticImages;

    /** Passes all images through the vision towers; the arguments stay the caller's. */
    Networks(Foundation foundation, Learnables learnables, PpoOptions options, PpoScript script, List<Sample> samples) {
        this.foundation = foundation;
        this.learnables = learnables;
        this.options = options;
        this.script = script;
        this.samples = List.copyOf(samples);
        policyImages = new ImageMemory(
                foundation.base(), samples.stream().map(Sample::row).toList(), options.microbatch());
        criticImages = foundation.criticBase() == foundation.base()
                ? policyImages
                : new ImageMemory(
                        foundation.criticBase(),
                        samples.stream().map(Sample::criticRow).toList(),
                        options.microbatch());
    }

    /** A manager for one call; close it. */
    NDManager newScope() {
        return foundation.base().newScope();
    }

    /** Evaluates all samples without gradients, as the networks are now. */
    List<Evaluation> evaluate() {
        Evaluation[] evaluations = new Evaluation[samples.size()];
        int[] all = IntStream.range(0, evaluations.length).toArray();
        for (int[] places : Microbatches.of(all, samples, options.microbatch())) {
            try (NDManager scope = newScope()) {
                TokenBatch batch = batch(places);
                TokenStatistics policy = statistics(scope, batch, learnables.policy(), false);
                TokenStatistics reference = statistics(scope, batch, foundation.reference(), false);
                float[] proximal = policy.logProbs().toFloatArray();
                float[] entropies = policy.entropies().toFloatArray();
                float[] base = reference.logProbs().toFloatArray();
                float[] values = values(scope, places, false).toFloatArray();
                int next = 0;
                for (int i = 0; i < places.length; i++) {
                    int tokens = samples.get(places[i]).tokens();
                    int from = i * batch.responseLength();
                    evaluations[places[i]] = new Evaluation(
                            row(proximal, from, tokens),
                            row(entropies, from, tokens),
                            row(base, from, tokens),
                            row(values, next, tokens));
                    next += tokens;
                }
            }
        }
        return List.of(evaluations);
    }

    /** The policy's loss on the samples at {@code places}, recorded for a backward pass. */
    PpoScript.Loss policyLoss(
            NDManager scope, int[] places, double[] proximal, double[] behaviour, double[] advantages, double divisor) {
        TokenBatch batch = batch(places);
        NDArray logProbs = statistics(scope, batch, learnables.policy(), true).logProbs();
        return script.policyLoss(scope, logProbs, batch, proximal, behaviour, advantages, divisor, options);
    }

    /** The critic's loss on the samples at {@code places}, recorded for a backward pass. */
    PpoScript.Loss valueLoss(
            NDManager scope, int[] places, double[] old, double[] targets, double reach, double divisor) {
        return script.valueLoss(scope, values(scope, places, true), old, targets, reach, divisor);
    }

    private TokenStatistics statistics(NDManager scope, TokenBatch batch, LoraAdapter adapter, boolean gradients) {
        NDArray hidden = policyImages.hiddenStates(scope, batch, adapter, gradients);
        return foundation.base().tokenStatistics(scope, hidden, batch, options.temperature(), gradients);
    }

    private NDArray values(NDManager scope, int[] places, boolean gradients) {
        TokenBatch batch = new TokenBatch(Arrays.stream(places)
                .mapToObj(place -> samples.get(place).criticRow())
                .toList());
        Critic critic = learnables.critic();
        NDArray hidden = criticImages.hiddenStates(scope, batch, critic.adapter(), gradients);
        return script.values(scope, hidden, batch, critic, gradients);
    }

    private TokenBatch batch(int[] places) {
        return new TokenBatch(Arrays.stream(places)
                .mapToObj(place -> samples.get(place).row())
                .toList());
    }

    private static double[] row(float[] all, int from, int length) {
        double[] row = new double[length];
        Arrays.setAll(row, t -> all[from + t]);
        return row;
    }

    @Override
    public void close() {
        policyImages.close();
        criticImages.close();
    }
}
