package dev.factstream.learner.ppo;

import ai.djl.ndarray.NDManager;
import dev.factstream.model.engine.Gradients;
import dev.factstream.runtime.kafka.MissingTopicException;
import dev.factstream.schemas.ShortText;
import dev.factstream.schemas.metrics.MetricNames;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.seeds.SeededPermutation;
import dev.factstream.schemas.seeds.SplitMixSeeds;
import dev.factstream.training.optimizer.AdamW;
import dev.factstream.training.optimizer.NonFiniteException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.apache.kafka.common.KafkaException;

/**
 * Trains a policy version on a batch of rollouts. Proximal log-probabilities, values and reference log-probabilities are
 * computed once, with the networks before the first step; then each network takes one step per minibatch, in an order given
 * by seed, version and epoch. Equal rollouts, weights and seed give an equal result bit for bit on a CPU. Not thread-safe;
 * close it.
 */
public final class PpoTrainer implements AutoCloseable {

    private static final int MAX_REASON = 300;

    private final PpoOptions options;
    private final long seed;
    private final FrozenModels frozen;
    private final TrainableState trainable;
    private final RolloutEncoder encoder;
    private final PpoScript script;

    /**
     * @param frozen stays owned by the caller
     * @param trainable stays owned by the caller; {@link #train} changes it
     */
    public PpoTrainer(FrozenModels frozen, TrainableState trainable, PpoOptions options, long seed) {
        this.options = options;
        this.seed = seed;
        this.frozen = frozen;
        this.trainable = trainable;
        encoder = new RolloutEncoder(frozen, options.temperature());
        script = new PpoScript(frozen.base());
    }

    /**
     * Trains one version.
     *
     * @param rollouts in training order, at least one
     * @param version the version that training starts from
     * @return metrics by the names of {@link MetricNames}
     * @throws UnusableRolloutsException if some of the rollouts cannot be trained on; nothing is changed then
     * @throws NonFiniteException if a reward, loss, gradient or weight is not finite: the version must not be published,
     *     and the trainable state, which may have taken some of the steps, must be {@linkplain TrainableState#restore restored}
     */
    public Map<String, Double> train(List<ScoredRollout> rollouts, int version) {
        List<EncodedRollout> samples = encode(rollouts, version);
        initialiseCritic(rollouts);
        try (PpoNetworks networks = new PpoNetworks(frozen, trainable, options, script, samples)) {
            PreparedBatch batch = PreparedBatch.of(samples, networks.evaluate(), options);
            Map<String, Double> metrics = BatchMetrics.of(batch, version, options.weightCeiling());
            boolean trainPolicy = version - frozen.firstVersion() >= options.criticWarmup();
            new VersionTraining(networks, batch).run(version, trainPolicy, metrics);
            trainable.requireFinite();
            return metrics;
        }
    }

    private List<EncodedRollout> encode(List<ScoredRollout> rollouts, int version) {
        encoder.prefetch(rollouts);
        List<EncodedRollout> encoded = new ArrayList<>();
        Map<Integer, String> unusable = new TreeMap<>();
        for (int i = 0; i < rollouts.size(); i++) {
            try {
                RolloutBounds.check(
                        rollouts.get(i).rollout(), frozen.base().config().text(), version);
                encoded.add(encoder.encode(rollouts.get(i)));
            } catch (KafkaException | MissingTopicException e) {
                throw e; // of the brokers, when they do not deliver a picture
            } catch (RuntimeException e) { // whatever an actor writes, the learner goes on
                unusable.put(i, ShortText.of(e.getMessage() == null ? e : e.getMessage(), MAX_REASON));
            }
        }
        if (!unusable.isEmpty()) {
            throw new UnusableRolloutsException(unusable);
        }
        return encoded;
    }

    private void initialiseCritic(List<ScoredRollout> rollouts) {
        double mean = rollouts.stream()
                .mapToDouble(scored -> scored.reward().total())
                .average()
                .orElseThrow();
        if (!Double.isFinite(mean)) {
            throw new NonFiniteException("a reward is not a finite number: the mean of the batch is " + mean);
        }
        if (trainable.criticAdam().steps() == 0 && !options.has(PpoQuirk.ZERO_CRITIC)) {
            trainable.critic().setBias(mean);
        }
    }

    /** The optimizer steps of one version. */
    private final class VersionTraining {

        private final PpoNetworks networks;
        private final PreparedBatch batch;
        private final double reach;
        private final StepMeans policy = new StepMeans();
        private final StepMeans critic = new StepMeans();

        VersionTraining(PpoNetworks networks, PreparedBatch batch) {
            this.networks = networks;
            this.batch = batch;
            reach = batch.valueReach(options);
        }

        void run(int version, boolean trainPolicy, Map<String, Double> metrics) {
            int size = batch.samples().size();
            for (int epoch = 0; epoch < options.epochs(); epoch++) {
                int[] order = SeededPermutation.permutation(size, SplitMixSeeds.derive(seed, version, epoch));
                for (int from = 0; from < size; from += options.minibatch()) {
                    int[] indices = Arrays.copyOfRange(order, from, Math.min(size, from + options.minibatch()));
                    if (trainPolicy && options.has(PpoQuirk.JOINT_GRADIENT_NORM)) {
                        stepJointly(indices);
                    } else {
                        stepSeparately(indices, trainPolicy);
                    }
                }
            }
            policy.put(metrics, MetricNames.POLICY_LOSS, MetricNames.POLICY_CLIPPED, MetricNames.POLICY_GRADIENT);
            critic.put(metrics, MetricNames.VALUE_LOSS, MetricNames.VALUE_CLIPPED, MetricNames.VALUE_GRADIENT);
        }

        private void stepSeparately(int[] indices, boolean trainPolicy) {
            if (trainPolicy) {
                policyGradients(indices);
                policy.addNorm(trainable.policyAdam().step(options.policyRate()));
                networks.policyChanged();
            }
            criticGradients(indices);
            critic.addNorm(trainable.criticAdam().step(options.criticRate()));
            networks.criticChanged();
        }

        private void stepJointly(int[] indices) {
            AdamW policyAdam = trainable.policyAdam();
            AdamW criticAdam = trainable.criticAdam();
            policyGradients(indices);
            criticGradients(indices);
            double policyNorm = policyAdam.gradientNorm();
            double criticNorm = criticAdam.gradientNorm();
            policy.addNorm(policyAdam.step(options.policyRate(), criticNorm));
            critic.addNorm(criticAdam.step(options.criticRate(), policyNorm));
            networks.policyChanged();
            networks.criticChanged();
        }

        private void policyGradients(int[] indices) {
            double divisor = batch.divisor(indices, options);
            gradients(
                    indices,
                    policy,
                    trainable.policyAdam(),
                    (scope, part) -> networks.policyLoss(
                            scope,
                            part,
                            PreparedBatch.concatenated(batch.proximal(), part),
                            PreparedBatch.concatenated(batch.behaviour(), part),
                            PreparedBatch.concatenated(batch.advantages(), part),
                            divisor));
        }

        private void criticGradients(int[] indices) {
            double divisor = batch.divisor(indices, options) / options.valueWeight();
            gradients(
                    indices,
                    critic,
                    trainable.criticAdam(),
                    (scope, part) -> networks.valueLoss(
                            scope,
                            part,
                            PreparedBatch.concatenated(batch.values(), part),
                            PreparedBatch.concatenated(batch.targets(), part),
                            reach,
                            divisor));
        }

        /** Accumulates the gradients of all microbatches in the weights, for the optimizer's next step. */
        private void gradients(
                int[] indices, StepMeans means, AdamW adam, BiFunction<NDManager, int[], PpoScript.Loss> loss) {
            double sum = 0;
            double clipped = 0;
            for (int[] part : Microbatches.of(indices, batch.samples(), options.microbatch())) {
                try (NDManager scope = networks.newScope();
                        Gradients gradients = Gradients.record()) {
                    PpoScript.Loss value = loss.apply(scope, part);
                    double scalar = value.loss().getFloat();
                    if (!Double.isFinite(scalar)) {
                        adam.zeroGradients();
                        throw new NonFiniteException(
                                "a PPO loss is " + scalar + " at optimizer step " + (adam.steps() + 1));
                    }
                    value.backward(gradients);
                    sum += scalar;
                    clipped += value.clipped();
                }
            }
            means.add(sum, clipped / batch.tokens(indices));
        }
    }

    @Override
    public void close() {
        script.close();
    }
}
