package dev.factstream.scorer;

import dev.factstream.infra.fixture.TestPictures;
import dev.factstream.model.checkpoint.Activation;
import dev.factstream.model.checkpoint.CheckpointWriter;
import dev.factstream.model.checkpoint.LlavaConfig;
import dev.factstream.model.checkpoint.RopeConfig;
import dev.factstream.model.checkpoint.SpecialTokenIds;
import dev.factstream.model.checkpoint.TextConfig;
import dev.factstream.model.checkpoint.VisionConfig;
import dev.factstream.model.checkpoint.WeightInitialiser;
import dev.factstream.model.lora.LoraSettings;
import dev.factstream.model.reward.JudgingTemplate;
import dev.factstream.model.reward.RewardModelFolder;
import dev.factstream.model.tokenizer.BytePairTrainer;
import dev.factstream.model.tokenizer.BytePairVocabulary;
import dev.factstream.schemas.ticket.ImagePayload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A reward model with random weights that reads facts, small enough to score without delay, and pictures for it. */
public final class TinyRewardModel {
    private static final int SIDE = 16;
    private static final int POSITIONS = 256;
    private static final int VOCABULARY = 300;
    private static final List<String> TEXTS = List.of(
            "Is there a dog? Yes, there is.", "Rate the last answer: is it accurate, helpful, natural, concise?");

    private TinyRewardModel() {}

    /** Writes it to {@code folder}; the same seed gives the same scores. */
    public static Path write(Path folder, long seed) throws IOException {
        Path base = folder.resolveSibling(folder.getFileName() + "-base");
        BytePairVocabulary vocabulary = BytePairTrainer.train(TEXTS, VOCABULARY);
        base.toFile().mkdirs();
        vocabulary.write(base);
        VisionConfig vision = new VisionConfig(8, 16, 1, 2, 3, SIDE, 8, 1e-5, Activation.QUICK_GELU);
        TextConfig text = new TextConfig(
                vocabulary.symbols().size(),
                16,
                32,
                1,
                2,
                2,
                8,
                POSITIONS,
                1e-5,
                Activation.SILU,
                false,
                false,
                false,
                RopeConfig.plain(10000));
        LlavaConfig config = new LlavaConfig(
                text,
                Optional.of(new LlavaConfig.ImageInput(
                        vision, List.of(1), true, Activation.GELU, true, special("<image>"))));
        SpecialTokenIds ids = new SpecialTokenIds(
                Optional.of(special("<s>")), Optional.of(special("</s>")), Optional.of(special("<unk>")));
        CheckpointWriter.write(base, config, WeightInitialiser.weights(config, seed), base, ids);
        RewardModelFolder.initialise(
                base, JudgingTemplate.standard(true), LoraSettings.of(2, 4, List.of("q_proj")), seed, folder);
        return folder;
    }

    /** A picture of coloured noise. */
    public static ImagePayload picture(long seed) {
        return TestPictures.noise(SIDE, SIDE, seed);
    }

    private static int special(String token) {
        return BytePairTrainer.SPECIALS.indexOf(token);
    }
}
