package dev.factstream.learner.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.factstream.infra.fixture.TinyModel;
import dev.factstream.learner.TinyRollouts;
import dev.factstream.learner.estimator.PolicyLoss;
import dev.factstream.learner.estimator.ValueLoss;
import dev.factstream.model.engine.Gradients;
import dev.factstream.model.lora.LoraSettings;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.schemas.metrics.MetricNames;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.training.optimizer.NonFiniteException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PpoTrainerTest {

    private static final int GOOD = 10;
    private static final int BAD = 20;
    private static final long SEED = 3;

    @TempDir
    Path folder;

    private VisionLanguageModel model;
    private FrozenModels frozen;
    private TrainableState trainable;

    @BeforeEach
    void load() {
        model = TinyModel.load(folder.resolve("model"), 1);
        frozen = FrozenModels.of(model);
        trainable = TrainableState.initial(frozen, LoraSettings.of(4, 8, LoraSettings.ALL_TARGETS), 1, SEED);
    }

    @AfterEach
    void free() {
        trainable.close();
        model.close();
    }

    @Test
    void tokensOfRewardedAnswersBecomeLikelierAndOthersLessLikely() {
        List<ScoredRollout> batch = onPolicy(TinyRollouts.batch(16, GOOD, BAD, -5));
        List<RolloutEvaluation> before = evaluate(batch);
        Map<String, Double> metrics = train(batch, TestOptions.ppo("learner.ppo.epochs", "4"));
        List<RolloutEvaluation> after = evaluate(batch);
        assertThat(after.get(0).proximal()[0] - before.get(0).proximal()[0]).isGreaterThan(0.01);
        assertThat(after.get(1).proximal()[0] - before.get(1).proximal()[0]).isLessThan(-0.01);
        assertThat(metrics.get(MetricNames.REWARD)).isEqualTo(0);
        assertThat(metrics.get(MetricNames.MISMATCH)).isCloseTo(0, within(1e-8));
        assertThat(metrics.get(MetricNames.ESS)).isCloseTo(1, within(1e-6));
        assertThat(metrics.get(MetricNames.KL)).isZero();
        assertThat(metrics.get(MetricNames.TOKENS)).isEqualTo(32);
    }

    @Test
    void theReferenceStaysUnchanged() {
        List<ScoredRollout> batch = onPolicy(TinyRollouts.batch(16, GOOD, BAD, -5));
        double[] reference = evaluate(batch).get(0).reference();
        train(batch, TestOptions.ppo());
        assertThat(evaluate(batch).get(0).reference()).containsExactly(reference);
    }

    @Test
    void theCriticLearnsTheRewardAndTrainsAloneDuringItsWarmUp() {
        List<ScoredRollout> batch = TinyRollouts.batch(16, GOOD, GOOD, -5).stream()
                .map(s -> TinyRollouts.scored(s.rollout(), 1))
                .toList();
        String untouched = trainable.policy().hash();
        for (int version = 0; version < 12; version++) {
            try (PpoTrainer trainer = new PpoTrainer(
                    frozen,
                    trainable,
                    TestOptions.ppo("learner.ppo.epochs", "4", "learner.critic.warmup", "100"),
                    SEED)) {
                trainer.train(batch, version);
            }
        }
        assertThat(evaluate(batch).get(0).values()).containsExactly(new double[] {1, 1}, within(0.1));
        assertThat(trainable.policy().hash()).isEqualTo(untouched);
    }

    @Test
    void theCompiledLossesAreTheDocumentedFormulas() {
        List<ScoredRollout> batch = TinyRollouts.batch(4, GOOD, BAD, -5.5f);
        List<EncodedRollout> samples = samples(batch);
        int[] indices = {0, 1, 2, 3};
        try (PpoScript script = new PpoScript(model);
                PpoNetworks networks = new PpoNetworks(
                        frozen, trainable, TestOptions.ppo("learner.ppo.epochs", "1"), script, samples);
                Gradients gradients = Gradients.record();
                var scope = model.newScope()) {
            double[] current = flat(networks.evaluate().stream().map(RolloutEvaluation::proximal));
            double[] proximal =
                    Arrays.stream(current).map(x -> x - 0.3 + 0.1 * (x % 7)).toArray();
            double[] behaviour = flat(samples.stream().map(EncodedRollout::behaviour));
            double[] advantages = {1, -1, .5, -2, 0, 3, -.5, 1};
            double expected = Arrays.stream(
                            new PolicyLoss(.2, .2, 2).perToken(current, proximal, behaviour, advantages))
                    .average()
                    .orElseThrow();
            PpoScript.Loss policy = networks.policyLoss(scope, indices, proximal, behaviour, advantages, 8);
            assertThat((double) policy.loss().getFloat()).isCloseTo(expected, within(1e-5));

            double[] old = {.5, -.5, .1, 0, 0, .3, -.1, .2};
            double expectedValue = Arrays.stream(new ValueLoss(.2).perToken(new double[8], old, advantages))
                    .average()
                    .orElseThrow();
            PpoScript.Loss value = networks.valueLoss(scope, indices, old, advantages, .2, 8);
            assertThat((double) value.loss().getFloat()).isCloseTo(expectedValue, within(1e-5));
            assertThat(value.clipped()).isEqualTo(3);
        }
    }

    @Test
    void answersOfDifferentLengthInABatchDoNotAffectEachOther() {
        ScoredRollout alone = TinyRollouts.batch(1, GOOD, BAD, -5).get(0);
        ScoredRollout longer = TinyRollouts.scored(
                TinyRollouts.rollout(TinyRollouts.ticket(1), new int[] {7, 8, 9, 11, 12, 2}, new float[6], 0), 1);
        double[] single = evaluate(List.of(alone)).get(0).proximal();
        assertThat(evaluate(List.of(longer, alone)).get(1).proximal()).containsExactly(single, within(1e-5));
    }

    @Test
    void theMicrobatchSizeDoesNotChangeTheStep() {
        List<ScoredRollout> batch = onPolicy(TinyRollouts.batch(8, GOOD, BAD, -5));
        Map<String, Double> whole = freshly(
                batch,
                TestOptions.ppo(
                        "learner.ppo.epochs", "1", "learner.ppo.minibatch", "8", "learner.ppo.microbatch", "8"));
        Map<String, Double> inPieces =
                freshly(batch, TestOptions.ppo("learner.ppo.epochs", "1", "learner.ppo.minibatch", "8"));
        for (String name : List.of(
                MetricNames.POLICY_LOSS,
                MetricNames.POLICY_GRADIENT,
                MetricNames.VALUE_LOSS,
                MetricNames.VALUE_GRADIENT,
                MetricNames.VALUE_CLIPPED)) {
            assertThat(inPieces.get(name)).as(name).isCloseTo(whole.get(name), within(1e-5));
        }
    }

    @Test
    void withPaddingInTheLossesTheyShrinkByTheShareOfRealTokens() {
        // answers of 2 tokens under tickets that allow 8
        List<ScoredRollout> batch = onPolicy(TinyRollouts.batch(8, GOOD, BAD, -5));
        Map<String, Double> masked = freshly(
                batch,
                TestOptions.ppo(
                        "learner.ppo.epochs", "1", "learner.ppo.minibatch", "8", "learner.ppo.microbatch", "8"));
        Map<String, Double> unmasked = freshly(
                batch,
                TestOptions.ppo(
                        "learner.ppo.epochs",
                        "1",
                        "learner.ppo.minibatch",
                        "8",
                        "learner.ppo.microbatch",
                        "8",
                        "learner.quirks",
                        "padding-in-losses"));
        for (String name : List.of(
                MetricNames.POLICY_LOSS,
                MetricNames.POLICY_GRADIENT,
                MetricNames.VALUE_LOSS,
                MetricNames.VALUE_GRADIENT)) {
            assertThat(unmasked.get(name)).as(name).isCloseTo(masked.get(name) / 4, within(1e-5));
        }
    }

    @Test
    void withAllQuirksItStillLearnsTheRightWay() {
        List<ScoredRollout> batch = onPolicy(TinyRollouts.batch(16, GOOD, BAD, -5));
        List<RolloutEvaluation> before = evaluate(batch);
        Map<String, Double> metrics = train(batch, TestOptions.ppo("learner.ppo.epochs", "4", "learner.quirks", "all"));
        List<RolloutEvaluation> after = evaluate(batch);
        assertThat(after.get(0).proximal()[0]).isGreaterThan(before.get(0).proximal()[0]);
        assertThat(after.get(1).proximal()[0]).isLessThan(before.get(1).proximal()[0]);
        assertThat(metrics.get(MetricNames.REWARD))
                .as("as scored, not as scaled")
                .isZero();
        // 10 x reward, discounted by 0.95 through 6 and 7 of 8 columns
        assertThat(metrics.get(MetricNames.TARGET_DEVIATION)).isCloseTo(7.17, within(.02));
    }

    @Test
    void withoutCorrectionStaleAnswersCountAsFreshOnesButAreReported() {
        List<ScoredRollout> fresh = onPolicy(TinyRollouts.batch(8, GOOD, BAD, -5));
        List<ScoredRollout> stale = TinyRollouts.batch(8, GOOD, BAD, -5); // recorded by an unknown policy
        PpoOptions corrected = TestOptions.ppo("learner.ppo.microbatch", "4");
        PpoOptions uncorrected = TestOptions.ppo("learner.ppo.microbatch", "4", "learner.ppo.correction", "none");
        Map<String, Double> ideal = freshly(fresh, corrected);
        Map<String, Double> ignorant = freshly(stale, uncorrected);
        Map<String, Double> knowing = freshly(stale, corrected);
        for (String name : List.of(MetricNames.POLICY_LOSS, MetricNames.TARGET_MEAN, MetricNames.POLICY_GRADIENT)) {
            assertThat(ignorant.get(name)).as(name).isCloseTo(ideal.get(name), within(1e-5));
            assertThat(knowing.get(name)).as(name).isNotCloseTo(ideal.get(name), within(1e-3));
        }
        assertThat(ignorant.get(MetricNames.ESS))
                .isEqualTo(knowing.get(MetricNames.ESS))
                .isLessThan(.999);
        assertThat(ignorant.get(MetricNames.MISMATCH))
                .isEqualTo(knowing.get(MetricNames.MISMATCH))
                .isPositive();
    }

    @Test
    void theCriticStartsAtTheMeanRewardUnlessTheQuirkStartsItAtZero() {
        List<ScoredRollout> batch = onPolicy(TinyRollouts.batch(4, GOOD, BAD, -5).stream()
                .map(s -> TinyRollouts.scored(s.rollout(), s.reward().total() + 3))
                .toList());
        assertThat(freshly(batch, TestOptions.ppo("learner.ppo.epochs", "1", "learner.ppo.microbatch", "4"))
                        .get(MetricNames.VALUE_LOSS))
                .isLessThan(1);
        assertThat(freshly(
                                batch,
                                TestOptions.ppo(
                                        "learner.ppo.epochs",
                                        "1",
                                        "learner.ppo.microbatch",
                                        "4",
                                        "learner.quirks",
                                        "zero-critic"))
                        .get(MetricNames.VALUE_LOSS))
                .isGreaterThan(4);
    }

    @Test
    void anInterruptedTrainingContinuesBitForBit() throws IOException {
        List<ScoredRollout> batch = onPolicy(TinyRollouts.batch(8, GOOD, BAD, -5));
        train(batch, TestOptions.ppo());
        trainable.write(folder);
        try (TrainableState resumed = TrainableState.read(folder, frozen, 1);
                PpoTrainer trainer = new PpoTrainer(frozen, resumed, TestOptions.ppo(), SEED)) {
            Map<String, Double> there = trainer.train(batch, 1);
            Map<String, Double> here;
            try (PpoTrainer same = new PpoTrainer(frozen, trainable, TestOptions.ppo(), SEED)) {
                here = same.train(batch, 1);
            }
            assertThat(there).isEqualTo(here);
            assertThat(resumed.policy().hash()).isEqualTo(trainable.policy().hash());
            assertThat(resumed.optimizerSteps()).isEqualTo(4 * 2);
        }
    }

    @Test
    void aRewardThatIsNotANumberPreventsTheStep() {
        List<ScoredRollout> batch = List.of(
                TinyRollouts.scored(TinyRollouts.batch(1, GOOD, BAD, -5).get(0).rollout(), Double.NaN),
                TinyRollouts.batch(1, GOOD, BAD, -5).get(0));
        String before = trainable.policy().hash();
        assertThatThrownBy(() -> train(batch, TestOptions.ppo("learner.ppo.epochs", "1")))
                .isInstanceOf(NonFiniteException.class)
                .hasMessageContaining("NaN");
        assertThat(trainable.policy().hash()).isEqualTo(before);
    }

    @Test
    void afterAVersionThatDivergedHalfWayTheStateIsRestoredBitForBit() throws IOException {
        List<ScoredRollout> batch = onPolicy(TinyRollouts.batch(8, GOOD, BAD, -5));
        train(batch, TestOptions.ppo());
        trainable.write(folder);
        long steps = trainable.optimizerSteps();
        PpoOptions reckless = TestOptions.ppo("learner.policy.rate", "1e30", "learner.critic.rate", "1e30");
        assertThatThrownBy(() -> train(batch, reckless)).isInstanceOf(NonFiniteException.class);
        assertThat(trainable.optimizerSteps()).as("some steps were taken").isGreaterThan(steps);

        trainable.restore(folder);

        assertThat(trainable.optimizerSteps()).isEqualTo(steps);
        try (TrainableState untouched = TrainableState.read(folder, frozen, 1);
                PpoTrainer trainer = new PpoTrainer(frozen, untouched, TestOptions.ppo(), SEED)) {
            assertThat(train(batch, TestOptions.ppo())).isEqualTo(trainer.train(batch, 0));
            assertThat(trainable.policy().hash()).isEqualTo(untouched.policy().hash());
        }
    }

    private Map<String, Double> train(List<ScoredRollout> batch, PpoOptions options) {
        try (PpoTrainer trainer = new PpoTrainer(frozen, trainable, options, SEED)) {
            return trainer.train(batch, 0);
        }
    }

    /** Trains one version from new networks. */
    private Map<String, Double> freshly(List<ScoredRollout> batch, PpoOptions options) {
        try (TrainableState fresh =
                        TrainableState.initial(frozen, LoraSettings.of(4, 8, LoraSettings.ALL_TARGETS), 1, SEED);
                PpoTrainer trainer = new PpoTrainer(frozen, fresh, options, SEED)) {
            return trainer.train(batch, 0);
        }
    }

    private List<RolloutEvaluation> evaluate(List<ScoredRollout> batch) {
        try (PpoScript script = new PpoScript(model);
                PpoNetworks networks = new PpoNetworks(
                        frozen, trainable, TestOptions.ppo("learner.ppo.epochs", "1"), script, samples(batch))) {
            return networks.evaluate();
        }
    }

    private List<EncodedRollout> samples(List<ScoredRollout> batch) {
        RolloutEncoder encoder = new RolloutEncoder(frozen, 1);
        return batch.stream().map(encoder::encode).toList();
    }

    /** The same answers with their log-probabilities under the current policy. */
    private List<ScoredRollout> onPolicy(List<ScoredRollout> batch) {
        List<RolloutEvaluation> evaluations = evaluate(batch);
        ScoredRollout[] recorded = new ScoredRollout[batch.size()];
        for (int i = 0; i < recorded.length; i++) {
            double[] logProbs = evaluations.get(i).proximal();
            float[] floats = new float[logProbs.length];
            for (int t = 0; t < floats.length; t++) {
                floats[t] = (float) logProbs[t];
            }
            ScoredRollout scored = batch.get(i);
            recorded[i] = TinyRollouts.scored(
                    TinyRollouts.rollout(
                            TinyRollouts.ticket(2 * i), scored.rollout().tokens(), floats, 0),
                    scored.reward().total());
        }
        return List.of(recorded);
    }

    private static double[] flat(Stream<double[]> rows) {
        return rows.flatMapToDouble(Arrays::stream).toArray();
    }
}
