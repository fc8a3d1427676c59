package dev.factstream.training.sft;

import dev.factstream.model.checkpoint.Activation;
import dev.factstream.model.checkpoint.LlavaConfig;
import dev.factstream.model.checkpoint.RopeConfig;
import dev.factstream.model.checkpoint.TextConfig;
import dev.factstream.model.checkpoint.VisionConfig;
import dev.factstream.model.checkpoint.WeightInitialiser;
import java.util.List;
import java.util.Optional;

/**
 * Sizes of a small LLaVA to train from scratch. Its image features come from the last layer of the vision tower.
 *
 * @param imageSize side of the picture in pixels
 * @param patchSize side of a patch in pixels
 * @param visionHidden width of the vision tower
 * @param visionLayers depth of the vision tower
 * @param visionHeads attention heads of the vision tower
 * @param hidden width of the language model
 * @param intermediate width of the language model's gated perceptron
 * @param layers depth of the language model
 * @param heads attention heads of the language model
 * @param maxPositions longest sequence, image tokens included
 * @param vocabulary maximum number of tokens; fewer if the texts repeat too little
 * @param tied whether the output embedding is the input embedding, with which copying from the prompt is learned sooner
 * @param deviation standard deviation of the language model's initial weights
 */
public record ModelShape(
        int imageSize,
        int patchSize,
        int visionHidden,
        int visionLayers,
        int visionHeads,
        int hidden,
        int intermediate,
        int layers,
        int heads,
        int maxPositions,
        int vocabulary,
        boolean tied,
        double deviation) {

    private static final int CHANNELS = 3;

    /** Untied, with the default deviation of transformers. */
    public ModelShape(
            int imageSize,
            int patchSize,
            int visionHidden,
            int visionLayers,
            int visionHeads,
            int hidden,
            int intermediate,
            int layers,
            int heads,
            int maxPositions,
            int vocabulary) {
        this(
                imageSize,
                patchSize,
                visionHidden,
                visionLayers,
                visionHeads,
                hidden,
                intermediate,
                layers,
                heads,
                maxPositions,
                vocabulary,
                false,
                WeightInitialiser.TEXT_DEVIATION);
    }

    /**
     * Returns the configuration of a model with {@code tokens} tokens, of which {@code imageToken} stands for image
     * features.
     */
    LlavaConfig config(int tokens, int imageToken) {
        VisionConfig vision = new VisionConfig(
                visionHidden,
                4 * visionHidden,
                visionLayers,
                visionHeads,
                CHANNELS,
                imageSize,
                patchSize,
                1e-5,
                Activation.QUICK_GELU);
        TextConfig text = new TextConfig(
                tokens,
                hidden,
                intermediate,
                layers,
                heads,
                heads,
                hidden / heads,
                maxPositions,
                1e-5,
                Activation.SILU,
                false,
                false,
                tied,
                RopeConfig.plain(10000));
        return new LlavaConfig(
                text,
                Optional.of(new LlavaConfig.ImageInput(
                        vision, List.of(visionLayers), true, Activation.GELU, true, imageToken)));
    }
}
