package dev.factstream.model.image;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Preprocessed pictures by the hash of their files, since a prompt is answered many times. Holds at most so many bytes; the least
 * recently used go first. Thread-safe; two threads may make the same picture at the same time.
 */
public final class PixelCache {
    private final long limit;
    private final Map<String, float[]> pictures = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /** @param limit in bytes of pixels; 0 keeps nothing */
    public PixelCache(long limit) {
        this.limit = limit;
    }

    /** The pixels of a file, made if they are not here; do not change them. What {@code make} throws passes through. */
    public float[] get(String sha256, Supplier<float[]> make) {
        float[] known = find(sha256);
        return known != null ? known : keep(sha256, make.get());
    }

    private synchronized float[] find(String sha256) {
        return pictures.get(sha256);
    }

    private synchronized float[] keep(String sha256, float[] made) {
        float[] other = pictures.putIfAbsent(sha256, made);
        if (other != null) {
            return other;
        }
        bytes += bytes(made);
        evict();
        return made;
    }

    /** How many pictures are held. */
    public synchronized int size() {
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
