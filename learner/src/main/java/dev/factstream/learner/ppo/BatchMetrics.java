package dev.factstream.learner.ppo;

import dev.factstream.learner.estimator.Divergence;
import dev.factstream.learner.estimator.EffectiveSampleSize;
import dev.factstream.learner.estimator.ExplainedVariance;
import dev.factstream.learner.estimator.ImportanceRatios;
import dev.factstream.learner.estimator.TokenMoments;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.metrics.MetricNames;
import dev.factstream.schemas.rollout.FinishReason;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.rollout.VersionRun;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Metrics of a version's rollouts before its first optimizer step, by the names of {@link MetricNames}. */
final class BatchMetrics {

    private BatchMetrics() {}

    /**
     * @param version the newest version when training starts
     * @param weightCeiling ceiling of the importance weights
     */
    static Map<String, Double> of(PreparedBatch batch, int version, double weightCeiling) {
        List<ScoredRollout> scored =
                batch.samples().stream().map(EncodedRollout::scored).toList();
        Map<String, Double> metrics = new TreeMap<>();
        metrics.put(MetricNames.REWARD, mean(scored, s -> s.reward().total()));
        metrics.put(
                MetricNames.REWARD_MODEL,
                mean(scored, s -> s.reward().rewardModel().orElse(0)));
        metrics.put(MetricNames.REWARD_CORRECTNESS, mean(scored, s -> s.reward().correctness()));
        metrics.put(MetricNames.REWARD_LENGTH, mean(scored, s -> s.reward().length()));
        metrics.put(MetricNames.REWARD_MISSING_END, mean(scored, s -> s.reward().missingEnd()));
        List<ScoredRollout> closed =
                scored.stream().filter(s -> s.answerKind() != AnswerKind.OPEN).toList();
        metrics.put(MetricNames.CORRECT_RATE, mean(closed, s -> s.correct() ? 1 : 0));
        metrics.put(MetricNames.RESPONSE_LENGTH, mean(scored, s -> s.rollout().tokens().length));
        AnswerContentMetrics.put(scored, metrics);
        metrics.put(MetricNames.ENDED_RATE, mean(scored, s -> s.rollout().finishReason() == FinishReason.STOP ? 1 : 0));

        StalenessMetrics.put(scored.stream().map(ScoredRollout::rollout).toList(), version, metrics);
        estimates(batch, metrics);
        importance(batch, weightCeiling, metrics);
        tokens(batch, version, metrics);
        return metrics;
    }

    private static void tokens(PreparedBatch batch, int version, Map<String, Double> metrics) {
        RunningMean divergence = new RunningMean();
        RunningMean entropy = new RunningMean();
        RunningMean mismatch = new RunningMean();
        for (int i = 0; i < batch.samples().size(); i++) {
            RolloutEvaluation evaluation = batch.evaluations().get(i);
            double[] behaviour = batch.samples().get(i).behaviour();
            int[] versions = versions(batch.samples().get(i).scored().rollout());
            for (int t = 0; t < versions.length; t++) {
                divergence.add(
                        Divergence.k3(evaluation.reference()[t] - evaluation.proximal()[t]));
                entropy.add(evaluation.entropies()[t]);
                if (versions[t] == version) {
                    mismatch.add(Divergence.k3(evaluation.proximal()[t] - behaviour[t]));
                }
            }
        }
        metrics.put(MetricNames.TOKENS, (double) divergence.count());
        metrics.put(MetricNames.KL, divergence.value());
        metrics.put(
                MetricNames.KL_ANSWER,
                divergence.value() * divergence.count() / batch.samples().size());
        metrics.put(MetricNames.ENTROPY, entropy.value());
        metrics.put(MetricNames.MISMATCH, mismatch.value());
    }

    private static void estimates(PreparedBatch batch, Map<String, Double> metrics) {
        TokenMoments advantages = TokenMoments.of(batch.estimated());
        metrics.put(MetricNames.ADVANTAGE_MEAN, advantages.mean());
        metrics.put(MetricNames.ADVANTAGE_DEVIATION, advantages.deviation());
        metrics.put(MetricNames.ADVANTAGE_MIN, advantages.min());
        metrics.put(MetricNames.ADVANTAGE_MAX, advantages.max());
        TokenMoments targets = TokenMoments.of(batch.targets());
        metrics.put(MetricNames.TARGET_MEAN, targets.mean());
        metrics.put(MetricNames.TARGET_DEVIATION, targets.deviation());
        metrics.put(MetricNames.TARGET_MIN, targets.min());
        metrics.put(MetricNames.TARGET_MAX, targets.max());
        metrics.put(MetricNames.EXPLAINED_VARIANCE, ExplainedVariance.of(batch.values(), batch.targets()));
    }

    /** From the log-probabilities that actors recorded, even if the loss does not use them. */
    private static void importance(PreparedBatch batch, double weightCeiling, Map<String, Double> metrics) {
        double[] ratios = IntStream.range(0, batch.samples().size())
                .mapToObj(i -> ImportanceRatios.of(
                        batch.evaluations().get(i).proximal(),
                        batch.samples().get(i).behaviour()))
                .flatMapToDouble(Arrays::stream)
                .toArray();
        metrics.put(MetricNames.ESS, EffectiveSampleSize.of(ratios));
        metrics.put(
                MetricNames.TRUNCATED,
                Arrays.stream(ratios)
                        .map(ratio -> ratio > weightCeiling ? 1 : 0)
                        .average()
                        .orElse(0));
    }

    /** The policy version that sampled each token. */
    private static int[] versions(Rollout rollout) {
        int[] versions = new int[rollout.tokens().length];
        int next = 0;
        for (VersionRun run : rollout.versionRuns()) {
            Arrays.fill(versions, next, next + run.tokens(), run.version());
            next += run.tokens();
        }
        return versions;
    }

    private static double mean(List<ScoredRollout> scored, ToDoubleFunction<ScoredRollout> of) {
        return scored.stream().mapToDouble(of).average().orElse(0);
    }
}
