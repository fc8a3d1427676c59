package dev.factstream.learner.ppo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.factstream.model.network.PaddedBatch;
import dev.factstream.model.network.TokenBatch;
import dev.factstream.model.network.VisionLanguageModel;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cache of the features that a frozen vision tower computes from a version's images. Every sample passes through the
 * language model many times per version, with and without adapters, but its image passes through the tower once. Memory: 4
 * bytes x tokens per image x hidden size for each distinct image. Not thread-safe; close it.
 */
final class VersionImageFeatures implements AutoCloseable {

    private final VisionLanguageModel model;
    private final NDManager manager;
    private final Map<FloatBuffer, Integer> indices = new LinkedHashMap<>();
    private final NDArray features;

    /**
     * @param rows all sequences that will be evaluated
     * @param batchSize images per pass of the tower
     */
    VersionImageFeatures(VisionLanguageModel model, List<TokenBatch.Row> rows, int batchSize) {
        this.model = model;
        manager = model.newScope();
        rows.stream()
                .flatMap(row -> row.pixels().stream())
                .forEach(pixels -> indices.computeIfAbsent(FloatBuffer.wrap(pixels), key -> indices.size()));
        List<float[]> images = indices.keySet().stream().map(FloatBuffer::array).toList();
        NDList parts = new NDList();
        for (int from = 0; from < images.size(); from += batchSize) {
            try (NDManager scope = manager.newSubManager()) {
                List<float[]> some = images.subList(from, Math.min(images.size(), from + batchSize));
                NDArray part = model.imageFeatures(scope, model.pixels(scope, some), false);
                part.attach(manager);
                parts.add(part);
            }
        }
        features = parts.isEmpty() ? manager.create(new Shape(0)) : NDArrays.concat(parts);
        parts.forEach(NDArray::close);
    }

    /** Packs the sequences with the features of their images. */
    PaddedBatch packed(TokenBatch batch) {
        List<int[]> ids = new ArrayList<>();
        List<Optional<float[]>> pixels = new ArrayList<>();
        batch.rows().forEach(row -> {
            ids.add(row.ids());
            pixels.add(row.pixels());
        });
        return PaddedBatch.of(ids, pixels, model.config().image())
                .withFeatures(features, image -> indices.get(FloatBuffer.wrap(image)));
    }

    @Override
    public void close() {
        manager.close();
    }
}
