package dev.factstream.learner.ppo;

import ai.djl.ndarray.NDManager;
import dev.factstream.learner.dispatch.Seeds;
import dev.factstream.learner.dispatch.Shuffle;
import dev.factstream.learner.optimizer.AdamW;
import dev.factstream.learner.optimizer.NonFiniteException;
import dev.factstream.model.engine.Gradients;
import dev.factstream.schemas.rollout.ScoredRollout;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Makes a policy version out of a batch of rollouts. Proximal log-probabilities, values and reference log-probabilities
 * are computed once, with the networks as they are; then minibatches in an order that seed, version and epoch give, a
 * step of each network on each. The same rollouts, weights and seed give the same result bit for bit on a CPU. Not
 * thread-safe; close it.
 */
public final class PpoTrainer implements AutoCloseable {

    private final PpoOptions options;
    private final long seed;
    private final Foundation foundation;
    private final Learnables learnables;
    private final SampleEncoder encoder;
    private final PpoScript script;

    /**
     * @param foundation stays the caller's
     * @param learnables stays the caller's; {@link #train} changes it
     */
    public PpoTrainer(Foundation foundation, Learnables learnables, PpoOptions options, long seed) {
        this.options = options;
        this.seed = seed;
        this.foundation = foundation;
        this.learnables = learnables;
        encoder = new SampleEncoder(foundation, options.temperature());
        script = new PpoScript(foundation.base());
    }

    /**
     * Does the work of one version.
     *
     * @param rollouts in training order, at least one
     * @param version the one that is left
     * @return metrics by the names of {@link MetricNames}
     * @throws NonFiniteException if a reward, loss, gradient or weight is not finite: the version must not be published,
     *     and the learnables, which may have taken some of the steps, are to be {@linkplain Learnables#restore restored}
     */
    public Map<String, Double> train(List<ScoredRollout> rollouts, int version) {
        List<Sample> samples = rollouts.stream().map(encoder::encode).toList();
        startCritic(rollouts);
        try (Networks networks = new Networks(foundation, learnables, options, script, samples)) {
            PreparedBatch batch = PreparedBatch.of(samples, networks.evaluate(), options);
            Map<String, Double> metrics = BatchMetrics.of(batch, version, options.weightCeiling());
            boolean policyToo = version - foundation.firstVersion() >= options.criticWarmup();
            new Work(networks, batch).epochs(version, policyToo, metrics);
            learnables.requireFinite();
            return metrics;
        }
    }

    private void startCritic(List<ScoredRollout> rollouts) {
        double mean = rollouts.stream()
                .mapToDouble(scored -> scored.reward().total())
                .average()
                .orElseThrow();
        if (!Double.isFinite(mean)) {
            throw new NonFiniteException("a reward is not a finite number: the mean of the batch is " + mean);
        }
        if (learnables.criticAdam().steps() == 0 && !options.has(Quirk.ZERO_CRITIC)) {
            learnables.critic().startAt(mean);
        }
    }

    /** The steps of one version. */
    private final class Work {

        private final Networks networks;
        private final PreparedBatch batch;
        private final double reach;
        private final StepMeans policy = new StepMeans();
        private final StepMeans critic = new StepMeans();

        Work(Networks networks, PreparedBatch batch) {
            this.networks = networks;
            this.batch = batch;
            reach = batch.valueReach(options);
        }

        void epochs(int version, boolean policyToo, Map<String, Double> metrics) {
            int size = batch.samples().size();
            for (int epoch = 0; epoch < options.epochs(); epoch++) {
                int[] order = Shuffle.permutation(size, Seeds.derive(seed, version, epoch));
                for (int from = 0; from < size; from += options.minibatch()) {
                    int[] places = Arrays.copyOfRange(order, from, Math.min(size, from + options.minibatch()));
                    if (policyToo && options.has(Quirk.JOINT_GRADIENT_NORM)) {
                        together(places);
                    } else {
                        apart(places, policyToo);
                    }
                }
            }
            policy.put(metrics, MetricNames.POLICY_LOSS, MetricNames.POLICY_CLIPPED, MetricNames.POLICY_GRADIENT);
            critic.put(metrics, MetricNames.VALUE_LOSS, MetricNames.VALUE_CLIPPED, MetricNames.VALUE_GRADIENT);
        }

        private void apart(int[] places, boolean policyToo) {
            if (policyToo) {
                policyGradients(places);
                policy.addNorm(learnables.policyAdam().step(options.policyRate()));
                networks.policyChanged();
            }
            criticGradients(places);
            critic.addNorm(learnables.criticAdam().step(options.criticRate()));
            networks.criticChanged();
        }

        private void together(int[] places) {
            AdamW policyAdam = learnables.policyAdam();
            AdamW criticAdam = learnables.criticAdam();
            policyGradients(places);
            criticGradients(places);
            double policyNorm = policyAdam.gradientNorm();
            double criticNorm = criticAdam.gradientNorm();
            policy.addNorm(policyAdam.step(options.policyRate(), criticNorm));
            critic.addNorm(criticAdam.step(options.criticRate(), policyNorm));
            networks.policyChanged();
            networks.criticChanged();
        }

        private void policyGradients(int[] places) {
            double divisor = batch.divisor(places, options);
            gradients(
                    places,
                    policy,
                    learnables.policyAdam(),
                    (scope, part) -> networks.policyLoss(
                            scope,
                            part,
                            PreparedBatch.packed(batch.proximal(), part),
                            PreparedBatch.packed(batch.behaviour(), part),
                            PreparedBatch.packed(batch.advantages(), part),
                            divisor));
        }

        private void criticGradients(int[] places) {
            double divisor = batch.divisor(places, options) / options.valueWeight();
            gradients(
                    places,
                    critic,
                    learnables.criticAdam(),
                    (scope, part) -> networks.valueLoss(
                            scope,
                            part,
                            PreparedBatch.packed(batch.values(), part),
                            PreparedBatch.packed(batch.targets(), part),
                            reach,
                            divisor));
        }

        /** Adds up gradients pass by pass; they wait in the weights for the optimizer's step. */
        private void gradients(
                int[] places, StepMeans means, AdamW adam, BiFunction<NDManager, int[], PpoScript.Loss> loss) {
            double sum = 0;
            double clipped = 0;
            for (int[] part : Microbatches.of(places, batch.samples(), options.microbatch())) {
                try (NDManager scope = networks.newScope();
                        Gradients gradients = Gradients.record()) {
                    PpoScript.Loss value = loss.apply(scope, part);
                    double scalar = value.loss().getFloat();
                    if (!Double.isFinite(scalar)) {
                        adam.forgetGradients();
                        throw new NonFiniteException(
                                "a PPO loss is " + scalar + " at optimizer step " + (adam.steps() + 1));
                    }
                    value.backward(gradients);
                    sum += scalar;
                    clipped += value.clipped();
                }
            }
            means.add(sum, clipped / batch.tokens(places));
        }
    }

    @Override
    public void close() {
        script.close();
    }
}
