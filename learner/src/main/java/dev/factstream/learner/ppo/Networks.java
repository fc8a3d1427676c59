package dev.factstream.learner.ppo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.factstream.model.network.AdaptedNetwork;
import dev.factstream.model.network.ResponseTokens;
import dev.factstream.model.network.TokenBatch;
import dev.factstream.model.network.TokenStatistics;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Policy, reference and critic for the samples of one version. Arrays of tokens have one entry per answer token, sample after
 * sample. Not thread-safe; close it.
 */
final class Networks implements AutoCloseable {

    private final Foundation foundation;
    private final Learnables learnables;
    private final PpoOptions options;
    private final PpoScript script;
    private final List<Sample> samples;
    private final ImageMemory policyImages;
    private final ImageMemory criticImages;
    private final AdaptedNetwork policy;
    private final AdaptedNetwork reference;
    private final AdaptedNetwork critic;

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
        policy = AdaptedNetwork.of(foundation.base(), learnables.policy(), options.kept());
        reference = AdaptedNetwork.of(foundation.base(), foundation.reference());
        critic = AdaptedNetwork.of(foundation.criticBase(), learnables.critic().adapter(), options.kept());
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
                TokenBatch batch = batch(places, Sample::row);
                TokenStatistics now = statistics(scope, batch, states(scope, policy, policyImages, batch, false));
                float[] then = statistics(scope, batch, states(scope, reference, policyImages, batch, false))
                        .logProbs()
                        .toFloatArray();
                float[] proximal = now.logProbs().toFloatArray();
                float[] entropies = now.entropies().toFloatArray();
                TokenBatch criticBatch = batch(places, Sample::criticRow);
                float[] values = script.values(
                                scope,
                                states(scope, critic, criticImages, criticBatch, false)
                                        .rows(),
                                learnables.critic(),
                                false)
                        .toFloatArray();
                int next = 0;
                for (int place : places) {
                    int tokens = samples.get(place).tokens();
                    evaluations[place] = new Evaluation(
                            row(proximal, next, tokens),
                            row(entropies, next, tokens),
                            row(then, next, tokens),
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
        TokenBatch batch = batch(places, Sample::row);
        ResponseTokens tokens = ResponseTokens.of(batch);
        AdaptedNetwork.States logProbs = policy.logProbs(
                scope, policyImages.packed(batch), tokens.places(), tokens.targets(), options.temperature());
        return script.policyLoss(scope, logProbs.rows(), proximal, behaviour, advantages, divisor, options)
                .into(logProbs);
    }

    /** The critic's loss on the samples at {@code places}, recorded for a backward pass. */
    PpoScript.Loss valueLoss(
            NDManager scope, int[] places, double[] old, double[] targets, double reach, double divisor) {
        TokenBatch batch = batch(places, Sample::criticRow);
        AdaptedNetwork.States states = states(scope, critic, criticImages, batch, true);
        NDArray values = script.values(scope, states.rows(), learnables.critic(), true);
        return script.valueLoss(scope, values, old, targets, reach, divisor).into(states);
    }

    /** To be called after every step of the policy. */
    void policyChanged() {
        policy.adapterChanged();
    }

    /** To be called after every step of the critic. */
    void criticChanged() {
        critic.adapterChanged();
    }

    private static AdaptedNetwork.States states(
            NDManager scope, AdaptedNetwork network, ImageMemory images, TokenBatch batch, boolean gradients) {
        return network.states(
                scope, images.packed(batch), ResponseTokens.of(batch).places(), gradients);
    }

    private TokenStatistics statistics(NDManager scope, TokenBatch batch, AdaptedNetwork.States states) {
        return foundation
                .base()
                .tokenStatistics(
                        scope, states.rows(), ResponseTokens.of(batch).targets(), options.temperature(), false);
    }

    private TokenBatch batch(int[] places, Function<Sample, TokenBatch.Row> row) {
        return new TokenBatch(
                Arrays.stream(places).mapToObj(samples::get).map(row).toList());
    }

    private static double[] row(float[] all, int from, int length) {
        double[] row = new double[length];
        Arrays.setAll(row, t -> all[from + t]);
        return row;
    }

    @Override
    public void close() {
        policy.close();
        reference.close();
        critic.close();
        policyImages.close();
        criticImages.close();
    }
}
