package dev.factstream.learner.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.factstream.infra.fixture.TinyModel;
import dev.factstream.learner.TinyRollouts;
import dev.factstream.model.checkpoint.ModelFormatException;
import dev.factstream.model.lora.LoraSettings;
import dev.factstream.model.network.TokenBatch;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.model.reward.JudgingTemplate;
import dev.factstream.model.reward.RewardModelFolder;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.rows.SftRow;
import dev.factstream.training.sft.FreshModel;
import dev.factstream.training.sft.ModelShape;
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

/** A critic initialised from a reward model with four times the policy's image patches and wider layers. */
class CriticTest {

    private static final ModelShape SHAPE = new ModelShape(16, 4, 16, 1, 2, 32, 64, 2, 2, 256, 300);
    private static final PpoOptions OPTIONS = TestOptions.ppo(
            "learner.ppo.epochs", "4",
            "learner.ppo.kept", "inputs",
            "learner.critic.warmup", "100");

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
    void itLearnsTheValueOfPicturesOnTheRewardModelsBase() throws IOException {
        Path judge = rewardModel(TinyModel.rows(8));
        try (FrozenModels frozen = FrozenModels.load(policy, Optional.empty(), Optional.of(judge));
                TrainableState trainable =
                        TrainableState.initial(frozen, LoraSettings.of(4, 8, List.of("q_proj")), 1, 1)) {
            assertThat(trainable.critic().adapter().hash())
                    .isEqualTo(frozen.criticAdapter().orElseThrow().hash());
            List<ScoredRollout> batch = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                int[] tokens = {7, 2};
                float[] unlikely = {-9, -9
                }; // recorded as unlikely, so that importance weights do not reduce the critic's targets
                batch.add(TinyRollouts.scored(
                        TinyRollouts.rollout(TinyRollouts.ticket(i), tokens, unlikely, 0), i % 2 == 0 ? 1 : -1));
            }
            try (PpoTrainer trainer = new PpoTrainer(frozen, trainable, OPTIONS, 1)) {
                for (int version = 0; version < 10; version++) {
                    trainer.train(batch, version);
                }
            }
            List<EncodedRollout> samples = samples(frozen, batch);
            double[] red = evaluate(frozen, trainable, samples).get(0).values();
            double[] blue = evaluate(frozen, trainable, samples).get(1).values();
            assertThat(red[0] - blue[0]).isGreaterThan(1);
            assertThat(blue).containsExactly(byHand(frozen, trainable, samples.get(1)), within(1e-5));

            trainable.write(folder.resolve("checkpoint"));
            try (TrainableState resumed = TrainableState.read(folder.resolve("checkpoint"), frozen, 1);
                    PpoTrainer here = new PpoTrainer(frozen, trainable, OPTIONS, 1);
                    PpoTrainer there = new PpoTrainer(frozen, resumed, OPTIONS, 1)) {
                Map<String, Double> metrics = here.train(batch, 10);
                assertThat(there.train(batch, 10)).isEqualTo(metrics);
                assertThat(resumed.critic().adapter().hash())
                        .isEqualTo(trainable.critic().adapter().hash());
            }
        }
    }

    @Test
    void itReadsPictureQuestionAndAnswerAndNothingElse() throws IOException {
        Path judge = rewardModel(TinyModel.rows(8));
        try (FrozenModels frozen = FrozenModels.load(policy, Optional.empty(), Optional.of(judge))) {
            EncodedRollout sample =
                    samples(frozen, TinyRollouts.batch(1, 10, 20, -5)).get(0);
            // 4 image tokens for the policy, 16 for the critic, all else equal
            assertThat(sample.criticRow().ids()).hasSize(sample.row().ids().length + 12);
            assertThat(sample.criticRow().responseStart() + sample.tokens())
                    .isEqualTo(sample.criticRow().ids().length);
            assertThat(frozen.criticBaseHash()).isNotEqualTo(frozen.baseHash());
        }
    }

    @Test
    void aRewardModelWithAnotherTokenizerIsRefused() throws IOException {
        SftRow other = new SftRow("other", Optional.empty(), List.of(new SftRow.Turn("zebra zebra", "zebra", false)));
        Path judge = rewardModel(List.of(other, other));
        assertThatThrownBy(() -> FrozenModels.load(policy, Optional.empty(), Optional.of(judge)))
                .isInstanceOf(ModelFormatException.class)
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

    private static List<EncodedRollout> samples(FrozenModels frozen, List<ScoredRollout> batch) {
        RolloutEncoder encoder = new RolloutEncoder(frozen, 1);
        return batch.stream().map(encoder::encode).toList();
    }

    private static List<RolloutEvaluation> evaluate(
            FrozenModels frozen, TrainableState trainable, List<EncodedRollout> samples) {
        try (PpoScript script = new PpoScript(frozen.base());
                PpoNetworks networks = new PpoNetworks(frozen, trainable, OPTIONS, script, samples)) {
            return networks.evaluate();
        }
    }

    /** Applies the head to the hidden state before each token, from a separate pass of the critic's base. */
    private static double[] byHand(FrozenModels frozen, TrainableState trainable, EncodedRollout sample) {
        TokenBatch.Row row = sample.criticRow();
        Critic critic = trainable.critic();
        try (NDManager scope = frozen.criticBase().newScope()) {
            NDArray hidden =
                    frozen.criticBase().hiddenStates(scope, new TokenBatch(List.of(row)), critic.adapter(), false);
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
