package dev.factstream.learner.ppo;

import ai.djl.ndarray.NDManager;
import dev.factstream.learner.dispatch.Seeds;
import dev.factstream.learner.dispatch.Shuffle;
import dev.factstream.learner.optimizer.AdamW;
import dev.factstream.learner.optimizer.NonFiniteException;
import dev.factstream.model.engine.Gradients;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.schemas.rollout.ScoredRollout;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Makes a policy version out of a batch of rollouts. Proximal log-probabilities, values and reference log-probabilities
 * are computed once, with the networks as they are; then minibatches in an order that seed, version and epoch give, a
 * step of each network on each. The same rollouts, weights and seed give the same result bit for bit on a CPU. Not
 * thread-safe; close it.
 */
public final class PpoTrainer implements AutoCloseable {

    private final PpoOptions options;
    private final long seed;
    private final Learnables learnables;
    private final SampleEncoder encoder;
    private final Networks networks;

    /** @param learnables stays the caller's; {@link #train} changes it */
    public PpoTrainer(VisionLanguageModel model, Learnables learnables, PpoOptions options, long seed) {
        this.options = options;
        this.seed = seed;
        this.learnables = learnables;
        encoder = new SampleEncoder(model, options.temperature());
        networks = new Networks(model, learnables, options);
    }

    /**
     * Does the work of one version.
     *
     * @param rollouts in training order, at least one
     * @param version the one that is left, counted from 0
     * @return metrics by the names of {@link MetricNames}
     * @throws NonFiniteException if a loss or gradient is not finite: the version must not be published
     */
    public Map<String, Double> train(List<ScoredRollout> rollouts, int version) {
        List<Sample> samples = rollouts.stream().map(encoder::encode).toList();
        PreparedBatch batch = PreparedBatch.of(samples, networks.evaluate(samples), options);
        Map<String, Double> metrics = BatchMetrics.of(batch, version);
        boolean policyToo = version >= options.criticWarmup();
        Pass policy = new Pass();
        Pass critic = new Pass();
        for (int epoch = 0; epoch < options.epochs(); epoch++) {
            int[] order = Shuffle.permutation(samples.size(), Seeds.derive(seed, version, epoch));
            for (int from = 0; from < order.length; from += options.minibatch()) {
                int[] places = Arrays.copyOfRange(order, from, Math.min(order.length, from + options.minibatch()));
                if (policyToo) {
                    policy.add(step(
                            learnables.policyAdam(), options.policyRate(), scope -> policyLoss(scope, batch, places)));
                }
                critic.add(
                        step(learnables.criticAdam(), options.criticRate(), scope -> valueLoss(scope, batch, places)));
            }
        }
        policy.put(metrics, MetricNames.POLICY_LOSS, MetricNames.POLICY_CLIPPED, MetricNames.POLICY_GRADIENT);
        critic.put(metrics, MetricNames.VALUE_LOSS, MetricNames.VALUE_CLIPPED, MetricNames.VALUE_GRADIENT);
        return metrics;
    }

    private Networks.Loss policyLoss(NDManager scope, PreparedBatch batch, int[] places) {
        return networks.policyLoss(
                scope,
                batch.samples(places),
                PreparedBatch.packed(batch.proximal(), places),
                PreparedBatch.packed(batch.behaviour(), places),
                PreparedBatch.packed(batch.advantages(), places));
    }

    private Networks.Loss valueLoss(NDManager scope, PreparedBatch batch, int[] places) {
        return networks.valueLoss(
                scope,
                batch.samples(places),
                PreparedBatch.packed(batch.values(), places),
                PreparedBatch.packed(batch.targets(), places));
    }

    private Step step(AdamW adam, double rate, Function<NDManager, Networks.Loss> loss) {
        try (NDManager scope = networks.newScope();
                Gradients gradients = Gradients.record()) {
            Networks.Loss value = loss.apply(scope);
            double scalar = value.loss().getFloat();
            if (!Double.isFinite(scalar)) {
                throw new NonFiniteException("a PPO loss is " + scalar + " at optimizer step " + (adam.steps() + 1));
            }
            gradients.backward(value.loss());
            return new Step(scalar, value.clipped(), adam.step(rate));
        }
    }

    @Override
    public void close() {
        networks.close();
    }

    private record Step(double loss, double clipped, double gradientNorm) {}

    /** Means over the steps of a version. */
    private static final class Pass {

        private final Mean loss = new Mean();
        private final Mean clipped = new Mean();
        private final Mean norm = new Mean();

        void add(Step step) {
            loss.add(step.loss());
            clipped.add(step.clipped());
            norm.add(step.gradientNorm());
        }

        void put(Map<String, Double> metrics, String lossName, String clippedName, String normName) {
            metrics.put(lossName, loss.value());
            metrics.put(clippedName, clipped.value());
            metrics.put(normName, norm.value());
        }
    }
}
