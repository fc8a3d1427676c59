package dev.factstream.learner.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.factstream.data.rows.SftRow;
import dev.factstream.learner.TinyModel;
import dev.factstream.learner.TinyRollouts;
import dev.factstream.learner.sft.FreshModel;
import dev.factstream.learner.sft.ModelShape;
import dev.factstream.model.checkpoint.CheckpointException;
import dev.factstream.model.lora.LoraSettings;
import dev.factstream.model.network.Kept;
import dev.factstream.model.network.TokenBatch;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.model.reward.JudgingTemplate;
import dev.factstream.model.reward.RewardModelFolder;
import dev.factstream.schemas.rollout.ScoredRollout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A critic that begins as a reward model whose pictures have four times the policy's patches, on wider layers. */
class CriticTest {

    private static final ModelShape SHAPE = new ModelShape(16, 4, 16, 1, 2, 32, 64, 2, 2, 256, 300);
    private static final PpoOptions OPTIONS = new PpoOptions(
            4,
            4,
            3,
            Kept.INPUTS,
            3e-3,
            1e-2,
            .2,
            .2,
            Correction.DECOUPLED,
            2,
            .2,
            1,
            .05,
            1,
            .95,
            1,
            100,
            1,
            Quirk.none());

    @TempDir
    Path folder;

    private VisionLanguageModel policy;

    @BeforeEach
    void load() {
        policy = TinyModel.load(folder.resolve("policy"), 1);
    }

    @AfterEach
    void free() {
        policy.close();
    }

    @Test
    void itLearnsOnTheRewardModelsBaseWhatThePicturesAreWorth() throws IOException {
        Path judge = rewardModel(TinyModel.rows(8));
        try (Foundation foundation = Foundation.load(policy, Optional.empty(), Optional.of(judge));
                Learnables learnables =
                        Learnables.initial(foundation, LoraSettings.of(4, 8, List.of("q_proj")), 1, 1)) {
            assertThat(learnables.critic().adapter().hash())
                    .isEqualTo(foundation.criticAdapter().orElseThrow().hash());
            List<ScoredRollout> batch = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                int[] tokens = {7, 2};
                float[] unlikely = {-9, -9}; // for the actor, so that no reward is held back from the critic
                batch.add(TinyRollouts.scored(
                        TinyRollouts.rollout(TinyRollouts.ticket(i), tokens, unlikely, 0), i % 2 == 0 ? 1 : -1));
            }
            try (PpoTrainer trainer = new PpoTrainer(foundation, learnables, OPTIONS, 1)) {
                for (int version = 0; version < 10; version++) {
                    trainer.train(batch, version);
                }
            }
            List<Sample> samples = samples(foundation, batch);
            double[] red = evaluate(foundation, learnables, samples).get(0).values();
            double[] blue = evaluate(foundation, learnables, samples).get(1).values();
            assertThat(red[0] - blue[0]).isGreaterThan(1);
            assertThat(blue).containsExactly(byHand(foundation, learnables, samples.get(1)), within(1e-5));

            learnables.write(folder.resolve("checkpoint"));
            try (Learnables resumed = Learnables.read(folder.resolve("checkpoint"), foundation, 1);
                    PpoTrainer here = new PpoTrainer(foundation, learnables, OPTIONS, 1);
                    PpoTrainer there = new PpoTrainer(foundation, resumed, OPTIONS, 1)) {
                Map<String, Double> metrics = here.train(batch, 10);
                assertThat(there.train(batch, 10)).isEqualTo(metrics);
                assertThat(resumed.critic().adapter().hash())
                        .isEqualTo(learnables.critic().adapter().hash());
            }
        }
    }

    @Test
    void itReadsPictureQuestionAndAnswerAndNothingElse() throws IOException {
        Path judge = rewardModel(TinyModel.rows(8));
        try (Foundation foundation = Foundation.load(policy, Optional.empty(), Optional.of(judge))) {
            Sample sample =
                    samples(foundation, TinyRollouts.batch(1, 10, 20, -5)).get(0);
            // 4 image tokens for the policy, 16 for the critic, all else alike
            assertThat(sample.criticRow().ids()).hasSize(sample.row().ids().length + 12);
            assertThat(sample.criticRow().responseStart() + sample.tokens())
                    .isEqualTo(sample.criticRow().ids().length);
            assertThat(foundation.criticBaseHash()).isNotEqualTo(foundation.baseHash());
        }
    }

    @Test
    void aRewardModelWithAnotherTokenizerIsRefused() throws IOException {
        SftRow other = new SftRow("other", Optional.empty(), List.of(new SftRow.Turn("zebra zebra", "zebra", false)));
        Path judge = rewardModel(List.of(other, other));
        assertThatThrownBy(() -> Foundation.load(policy, Optional.empty(), Optional.of(judge)))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(judge.toString())
                .hasMessageContaining(policy.folder().toString())
                .hasMessageContaining("different tokenizers")
                .hasMessageContaining("learner.critic.model");
    }

    private Path rewardModel(List<SftRow> texts) throws IOException {
        Path base = folder.resolve("judge-base");
        Path judge = folder.resolve("judge");
        FreshModel.write(base, SHAPE, texts, 2);
        RewardModelFolder.initialise(
                base, JudgingTemplate.standard(true), LoraSettings.of(2, 4, LoraSettings.ALL_TARGETS), 3, judge);
        return judge;
    }

    private static List<Sample> samples(Foundation foundation, List<ScoredRollout> batch) {
        SampleEncoder encoder = new SampleEncoder(foundation, 1);
        return batch.stream().map(encoder::encode).toList();
    }

    private static List<Evaluation> evaluate(Foundation foundation, Learnables learnables, List<Sample> samples) {
        try (PpoScript script = new PpoScript(foundation.base());
                Networks networks = new Networks(foundation, learnables, OPTIONS, script, samples)) {
            return networks.evaluate();
        }
    }

    /** The head on the hidden state before each token, from a pass of the critic's base alone. */
    private static double[] byHand(Foundation foundation, Learnables learnables, Sample sample) {
        TokenBatch.Row row = sample.criticRow();
        Critic critic = learnables.critic();
        try (NDManager scope = foundation.criticBase().newScope()) {
            NDArray hidden =
                    foundation.criticBase().hiddenStates(scope, new TokenBatch(List.of(row)), critic.adapter(), false);
            double[] values = new double[sample.tokens()];
            for (int t = 0; t < values.length; t++) {
                NDArray before = hidden.get(0).get(row.responseStart() + t - 1);
                values[t] = before.mul(critic.weight()).sum().getFloat()
                        + critic.bias().getFloat(0);
            }
            return values;
        }
    }
}
