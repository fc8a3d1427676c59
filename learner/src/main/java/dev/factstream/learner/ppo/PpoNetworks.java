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
final class PpoNetworks implements AutoCloseable {

    private final FrozenModels frozen;
    private final TrainableState trainable;
    private final PpoOptions options;
    private final PpoScript script;
    private final List<EncodedRollout> samples;
    private final VersionImageFeatures policyImages;
    private final VersionImageFeatures criticImages;
    private final AdaptedNetwork policy;
    private final AdaptedNetwork reference;
    private final AdaptedNetwork critic;

    /** Computes the features of all images; the caller still owns the arguments. */
    PpoNetworks(
            FrozenModels frozen,
            TrainableState trainable,
            PpoOptions options,
            PpoScript script,
            List<EncodedRollout> samples) {
        this.frozen = frozen;
        this.trainable = trainable;
        this.options = options;
        this.script = script;
        this.samples = List.copyOf(samples);
        policyImages = new VersionImageFeatures(
                frozen.base(), samples.stream().map(EncodedRollout::row).toList(), options.microbatch());
        criticImages = frozen.criticBase() == frozen.base()
                ? policyImages
                : new VersionImageFeatures(
                        frozen.criticBase(),
                        samples.stream().map(EncodedRollout::criticRow).toList(),
                        options.microbatch());
        policy = AdaptedNetwork.of(frozen.base(), trainable.policy(), options.kept());
        reference = AdaptedNetwork.of(frozen.base(), frozen.reference());
        critic = AdaptedNetwork.of(frozen.criticBase(), trainable.critic().adapter(), options.kept());
    }

    /** Creates a memory manager for one call; close it. */
    NDManager newScope() {
        return frozen.base().newScope();
    }

    /** Evaluates all samples with the current networks, without gradients. */
    List<RolloutEvaluation> evaluate() {
        RolloutEvaluation[] evaluations = new RolloutEvaluation[samples.size()];
        int[] all = IntStream.range(0, evaluations.length).toArray();
        for (int[] indices : Microbatches.of(all, samples, options.microbatch())) {
            try (NDManager scope = newScope()) {
                TokenBatch batch = batch(indices, EncodedRollout::row);
                TokenStatistics current = statistics(scope, batch, states(scope, policy, policyImages, batch, false));
                float[] referenceLogProbs = statistics(
                                scope, batch, states(scope, reference, policyImages, batch, false))
                        .logProbs()
                        .toFloatArray();
                float[] proximal = current.logProbs().toFloatArray();
                float[] entropies = current.entropies().toFloatArray();
                TokenBatch criticBatch = batch(indices, EncodedRollout::criticRow);
                float[] values = script.values(
                                scope,
                                states(scope, critic, criticImages, criticBatch, false)
                                        .rows(),
                                trainable.critic(),
                                false)
                        .toFloatArray();
                int next = 0;
                for (int index : indices) {
                    int tokens = samples.get(index).tokens();
                    evaluations[index] = new RolloutEvaluation(
                            row(proximal, next, tokens),
                            row(entropies, next, tokens),
                            row(referenceLogProbs, next, tokens),
                            row(values, next, tokens));
                    next += tokens;
                }
            }
        }
        return List.of(evaluations);
    }

    /** Computes the policy's loss on the samples at {@code indices}, recorded for a backward pass. */
    PpoScript.Loss policyLoss(
            NDManager scope,
            int[] indices,
            double[] proximal,
            double[] behaviour,
            double[] advantages,
            double divisor) {
        TokenBatch batch = batch(indices, EncodedRollout::row);
        ResponseTokens tokens = ResponseTokens.of(batch);
        AdaptedNetwork.Outputs logProbs = policy.logProbs(
                scope, policyImages.packed(batch), tokens.places(), tokens.targets(), options.temperature());
        return script.policyLoss(scope, logProbs.rows(), proximal, behaviour, advantages, divisor, options)
                .withAdapterBackward(logProbs);
    }

    /** Computes the critic's loss on the samples at {@code indices}, recorded for a backward pass. */
    PpoScript.Loss valueLoss(
            NDManager scope, int[] indices, double[] old, double[] targets, double reach, double divisor) {
        TokenBatch batch = batch(indices, EncodedRollout::criticRow);
        AdaptedNetwork.Outputs states = states(scope, critic, criticImages, batch, true);
        NDArray values = script.values(scope, states.rows(), trainable.critic(), true);
        return script.valueLoss(scope, values, old, targets, reach, divisor).withAdapterBackward(states);
    }

    /** Must be called after every optimizer step of the policy. */
    void policyChanged() {
        policy.adapterChanged();
    }

    /** Must be called after every optimizer step of the critic. */
    void criticChanged() {
        critic.adapterChanged();
    }

    private static AdaptedNetwork.Outputs states(
            NDManager scope, AdaptedNetwork network, VersionImageFeatures images, TokenBatch batch, boolean gradients) {
        return network.hiddenStates(
                scope, images.packed(batch), ResponseTokens.of(batch).places(), gradients);
    }

    private TokenStatistics statistics(NDManager scope, TokenBatch batch, AdaptedNetwork.Outputs states) {
        return frozen.base()
                .tokenStatistics(
                        scope, states.rows(), ResponseTokens.of(batch).targets(), options.temperature(), false);
    }

    private TokenBatch batch(int[] indices, Function<EncodedRollout, TokenBatch.Row> row) {
        return new TokenBatch(
                Arrays.stream(indices).mapToObj(samples::get).map(row).toList());
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
