package dev.factstream.model.verify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.factstream.model.image.ImageProcessor;
import dev.factstream.model.network.VisionLanguageModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares image preprocessing, vision tower and projector. The networks get the oracle's pixels, so that an error of a grey level
 * in preprocessing does not affect their results.
 */
final class VisionCheck {

    /** One of 255 levels after CLIP's normalisation, whose smallest deviation is 0.26. */
    private static final double PIXEL_TOLERANCE = 1.01 / 255 / 0.26;

    private final VisionLanguageModel model;
    private final Path folder;

    VisionCheck(VisionLanguageModel model, Path folder) {
        this.model = model;
        this.folder = folder;
    }

    List<QuantityComparison> compare(Oracle oracle) {
        List<QuantityComparison> lines = new ArrayList<>();
        List<float[]> images = Oracle.images(oracle.values());
        if (images.isEmpty()) {
            return lines;
        }
        lines.add(pixels(images));
        try (NDManager scope = model.newScope()) {
            NDArray pixels = model.pixels(scope, images);
            if (oracle.values().containsKey("vision.hidden_minus2")) {
                List<NDArray> states = model.visionStates(scope, pixels);
                lines.add(compare(oracle, "vision.hidden_minus2", states.get(states.size() - 2)));
            }
            if (oracle.values().containsKey("projected_image_features")) {
                lines.add(compare(oracle, "projected_image_features", model.imageFeatures(scope, pixels, false)));
            }
        }
        return lines;
    }

    private QuantityComparison pixels(List<float[]> expected) {
        ImageProcessor processor = model.imageProcessor().orElseThrow();
        double worst = 0;
        for (int i = 0; i < expected.size(); i++) {
            try {
                byte[] file = Files.readAllBytes(folder.resolve("image" + i + ".png"));
                worst = Math.max(
                        worst,
                        QuantityComparison.largestError("pixel_values", expected.get(i), processor.pixels(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(folder + ": image" + i + ".png cannot be read", e);
            }
        }
        return new QuantityComparison("pixel_values", worst, PIXEL_TOLERANCE, "absolute, one grey level allowed");
    }

    private static QuantityComparison compare(Oracle oracle, String quantity, NDArray actual) {
        return QuantityComparison.absolute(
                quantity, oracle.values().get(quantity).floats(), actual.toFloatArray());
    }
}
