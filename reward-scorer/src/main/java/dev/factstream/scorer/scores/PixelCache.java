package dev.factstream.scorer.scores;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Preprocessed pictures by the hash of their files, since a prompt is answered many times. Holds at most so many bytes; the least
 * recently used go first. Not thread-safe.
 */
final class PixelCache {
    private final long limit;
    private final Map<String, float[]> pictures = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /** @param limit in bytes of pixels; 0 keeps nothing */
    PixelCache(long limit) {
        this.limit = limit;
    }

    /** The pixels of a file, made if they are not here; do not change them. What {@code make} throws passes through. */
    float[] get(String sha256, Supplier<float[]> make) {
        float[] known = pictures.get(sha256);
        if (known != null) {
            return known;
        }
        float[] made = make.get();
        pictures.put(sha256, made);
        bytes += bytes(made);
        evict();
        return made;
    }

    /** How many pictures are held. */
    int size() {
        return pictures.size();
    }

    private void evict() {
        var oldestFirst = pictures.values().iterator();
        while (bytes > limit && oldestFirst.hasNext()) {
            bytes -= bytes(oldestFirst.next());
            oldestFirst.remove();
        }
    }

    private static long bytes(float[] pixels) {
        return (long) pixels.length * Float.BYTES;
    }
}
