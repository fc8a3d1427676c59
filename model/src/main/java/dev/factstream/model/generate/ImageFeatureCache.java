package dev.factstream.model.generate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.factstream.model.network.VisionLanguageModel;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An LRU cache of image features, keyed by pixels (compared in full, so that two images are never confused): the vision tower
 * processes an image once while it is cached. The size limit in bytes, pixels included, holds between two calls. The cache does
 * not notice changed weights: call {@link #clear} after training the tower. Not thread-safe.
 */
final class ImageFeatureCache implements AutoCloseable {

    private final VisionLanguageModel model;
    private final NDManager manager;
    private final long limit;
    private final Map<FloatBuffer, NDArray> known = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;
    private long computed;

    /** @param limit in bytes; 0 disables caching */
    ImageFeatureCache(VisionLanguageModel model, long limit) {
        this.model = model;
        this.limit = limit;
        manager = model.newScope();
    }

    /** Returns the features of images, in order: [N, tokens, H], or an array of size 0 for none. Owned by {@code scope}. */
    NDArray of(NDManager scope, List<float[]> images) {
        if (images.isEmpty()) {
            return scope.create(new Shape(0));
        }
        compute(images.stream()
                .filter(image -> !known.containsKey(FloatBuffer.wrap(image)))
                .toList());
        NDList features = new NDList();
        images.forEach(image -> features.add(known.get(FloatBuffer.wrap(image))));
        NDArray stacked = NDArrays.stack(features);
        stacked.attach(scope);
        evict();
        return stacked;
    }

    private void compute(List<float[]> missing) {
        if (missing.isEmpty()) {
            return;
        }
        try (NDManager scope = manager.newSubManager()) {
            NDArray all = model.imageFeatures(scope, model.pixels(scope, missing), false);
            for (int i = 0; i < missing.size(); i++) {
                NDArray one = all.get(i).duplicate(); // a view would prevent freeing the other features
                one.attach(manager);
                known.put(FloatBuffer.wrap(missing.get(i)), one);
                bytes += bytes(missing.get(i), one);
            }
        }
        computed += missing.size();
    }

    private void evict() {
        var oldestFirst = known.entrySet().iterator();
        while (bytes > limit && oldestFirst.hasNext()) {
            Map.Entry<FloatBuffer, NDArray> oldest = oldestFirst.next();
            bytes -= bytes(oldest.getKey().array(), oldest.getValue());
            oldest.getValue().close();
            oldestFirst.remove();
        }
    }

    private static long bytes(float[] image, NDArray features) {
        return (image.length + features.size()) * Float.BYTES;
    }

    /** The number of images that the vision tower has processed. */
    long computed() {
        return computed;
    }

    /** Discards all features; call it after a change of the vision tower's weights. */
    void clear() {
        new ArrayList<>(known.values()).forEach(NDArray::close);
        known.clear();
        bytes = 0;
    }

    @Override
    public void close() {
        manager.close();
    }
}
