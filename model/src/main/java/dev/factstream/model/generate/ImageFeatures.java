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
 * What the vision tower makes of pictures, by their pixels (compared in full, so that two pictures are never taken for one):
 * each goes through the tower once as long as it is kept. Holds at most so many bytes between two calls, pixels included; the
 * least recently used go first. It knows nothing of weights that change: whoever trains the tower calls {@link #clear}. Not
 * thread-safe.
 */
final class ImageFeatures implements AutoCloseable {

    private final VisionLanguageModel model;
    private final NDManager manager;
    private final long limit;
    private final Map<FloatBuffer, NDArray> known = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;
    private long computed;

    /** @param limit in bytes; 0 keeps nothing */
    ImageFeatures(VisionLanguageModel model, long limit) {
        this.model = model;
        this.limit = limit;
        manager = model.newScope();
    }

    /** The features of pictures, one after the other: [N, tokens, H], or of size 0 for none. They belong to {@code scope}. */
    NDArray of(NDManager scope, List<float[]> pictures) {
        if (pictures.isEmpty()) {
            return scope.create(new Shape(0));
        }
        compute(pictures.stream()
                .filter(picture -> !known.containsKey(FloatBuffer.wrap(picture)))
                .toList());
        NDList features = new NDList();
        pictures.forEach(picture -> features.add(known.get(FloatBuffer.wrap(picture))));
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
                NDArray one = all.get(i).duplicate(); // a view would keep the others alive
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

    private static long bytes(float[] picture, NDArray features) {
        return (picture.length + features.size()) * Float.BYTES;
    }

    /** How many pictures have gone through the tower. */
    long computed() {
        return computed;
    }

    /** Forgets everything, since the tower's weights are others now. */
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
