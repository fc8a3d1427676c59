package dev.factstream.evaluation;

import ai.djl.Device;
import dev.factstream.evaluation.heldout.HeldOutQuestion;
import dev.factstream.evaluation.heldout.HeldOutQuestions;
import dev.factstream.model.checkpoint.Activation;
import dev.factstream.model.checkpoint.LlavaConfig;
import dev.factstream.model.checkpoint.RopeConfig;
import dev.factstream.model.checkpoint.TextConfig;
import dev.factstream.model.checkpoint.VisionConfig;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.model.tokenizer.BytePairTrainer;
import dev.factstream.picturebook.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** An untrained model: its answers are meaningless, but depend on picture and question. */
public final class UntrainedModel {
    private UntrainedModel() {}

    /** Creates one with a tokenizer trained on questions about the tiny world; the caller closes it. */
    public static VisionLanguageModel write(Path folder) throws IOException {
        List<String> texts = HeldOutQuestions.ofPictureBook(World.preset("tiny"), 16, 1).stream()
                .map(HeldOutQuestion::text)
                .toList();
        BytePairTrainer.train(texts, 320).write(folder);
        TextConfig text = new TextConfig(
                320, 16, 32, 1, 2, 2, 8, 256, 1e-6, Activation.SILU, false, false, false, RopeConfig.plain(10000));
        VisionConfig vision = new VisionConfig(16, 32, 2, 2, 3, 48, 16, 1e-5, Activation.QUICK_GELU);
        LlavaConfig config = new LlavaConfig(
                text,
                Optional.of(new LlavaConfig.ImageInput(
                        vision, List.of(2), true, Activation.GELU, true, BytePairTrainer.SPECIALS.indexOf("<image>"))));
        VisionLanguageModel model =
                VisionLanguageModel.initialise(folder.resolve("model"), config, folder, 1, Device.cpu());
        // initial weights are so small that all answers are equal
        model.weights().values().stream()
                .filter(weight -> weight.getShape().dimension() > 1)
                .forEach(weight -> weight.muli(10));
        return model;
    }
}
