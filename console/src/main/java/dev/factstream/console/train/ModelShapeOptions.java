package dev.factstream.console.train;

import dev.factstream.training.sft.ModelShape;
import picocli.CommandLine.Option;

/** The shape options of a model trained from scratch; the defaults are the shape of the policy in {@code checkpoints/}. */
final class ModelShapeOptions {
    private static final int MAX_POSITIONS = 512;

    @Option(
            names = "--patch",
            paramLabel = "N",
            defaultValue = "16",
            description = "Side of an image patch in pixels (default: ${DEFAULT-VALUE}).")
    private int patch;

    @Option(
            names = "--vision-hidden",
            paramLabel = "N",
            defaultValue = "128",
            description = "Width of the vision tower (default: ${DEFAULT-VALUE}).")
    private int visionHidden;

    @Option(
            names = "--vision-layers",
            paramLabel = "N",
            defaultValue = "4",
            description = "Layers of the vision tower (default: ${DEFAULT-VALUE}).")
    private int visionLayers;

    @Option(
            names = "--hidden",
            paramLabel = "N",
            defaultValue = "128",
            description = "Width of the language model (default: ${DEFAULT-VALUE}).")
    private int hidden;

    @Option(
            names = "--layers",
            paramLabel = "N",
            defaultValue = "4",
            description = "Layers of the language model (default: ${DEFAULT-VALUE}).")
    private int layers;

    @Option(
            names = "--heads",
            paramLabel = "N",
            defaultValue = "4",
            description = "Attention heads of vision tower and language model (default: ${DEFAULT-VALUE}).")
    private int heads;

    @Option(
            names = "--vocabulary",
            paramLabel = "N",
            defaultValue = "640",
            description =
                    "Maximum vocabulary size of the tokenizer, which is also trained (default: ${DEFAULT-VALUE}).")
    private int vocabulary;

    @Option(names = "--tied", description = "Tie the output embedding to the input embedding.")
    private boolean tied;

    @Option(
            names = "--deviation",
            paramLabel = "X",
            defaultValue = "0.02",
            description = "Standard deviation of the language model's initial weights (default: ${DEFAULT-VALUE}).")
    private double deviation;

    /** @param imageSize side of the pictures in pixels */
    ModelShape shape(int imageSize) {
        return new ModelShape(
                imageSize,
                patch,
                visionHidden,
                visionLayers,
                heads,
                hidden,
                2 * hidden,
                layers,
                heads,
                MAX_POSITIONS,
                vocabulary,
                tied,
                deviation);
    }
}
