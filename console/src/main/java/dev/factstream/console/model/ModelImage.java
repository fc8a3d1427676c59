package dev.factstream.console.model;

import dev.factstream.model.checkpoint.LlavaConfig;
import dev.factstream.model.checkpoint.TensorData;
import dev.factstream.model.checkpoint.VisionConfig;
import dev.factstream.model.image.ImageException;
import dev.factstream.model.image.ImageProcessor;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The preprocessing of image files for the model in a folder, without its weights. */
final class ModelImage {
    private ModelImage() {}

    /** Reads the configuration of a model folder. */
    static LlavaConfig config(Path model) {
        if (!Files.isDirectory(model)) {
            throw new UserFacingException(ExitCode.NO_INPUT, "there is no folder " + model);
        }
        return LlavaConfig.read(model);
    }

    /**
     * Returns the pixels of an image as the model receives them, [1, channels, side, side].
     *
     * @throws IOException if the file cannot be read
     */
    static TensorData pixels(Path model, Path image) throws IOException {
        VisionConfig vision = config(model)
                .image()
                .orElseThrow(() -> new UserFacingException(
                        ExitCode.BAD_DATA, model + " is a text-only model: it does not accept images"))
                .vision();
        byte[] encoded = Files.readAllBytes(image);
        try {
            float[] pixels = ImageProcessor.load(model).pixels(encoded);
            if (pixels.length != vision.channels() * vision.imageSize() * vision.imageSize()) {
                throw new UserFacingException(
                        ExitCode.BAD_DATA,
                        model + ": preprocessor_config.json makes " + pixels.length + " values of " + image
                                + ", but image_size in config.json is " + vision.imageSize());
            }
            return TensorData.of(pixels, 1, vision.channels(), vision.imageSize(), vision.imageSize());
        } catch (ImageException e) {
            throw new UserFacingException(ExitCode.BAD_DATA, image + ": " + e.getMessage());
        }
    }
}
