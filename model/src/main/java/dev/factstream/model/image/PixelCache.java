package dev.factstream.model.image;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * An LRU cache of preprocessed images, keyed by the hash of their files, for prompts that are answered many times. Limited in
 * bytes. Thread-safe; two threads may compute the same image at the same time.
 */
public final class PixelCache {
    private final long limit;
    private final Map<String, float[]> images = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /** @param limit in bytes of pixels; 0 disables caching */
    public PixelCache(long limit) {
        this.limit = limit;
    }

    /** Returns the pixels of a file, computed by {@code make} if absent; do not modify them. Exceptions of {@code make} propagate. */
    public float[] get(String sha256, Supplier<float[]> make) {
        float[] known = find(sha256);
        return known != null ? known : keep(sha256, make.get());
    }

    /** Whether the pixels of a file are known. */
    public synchronized boolean contains(String sha256) {
        return images.containsKey(sha256);
    }

    private synchronized float[] find(String sha256) {
        return images.get(sha256);
    }

    private synchronized float[] keep(String sha256, float[] made) {
        float[] other = images.putIfAbsent(sha256, made);
        if (other != null) {
            return other;
        }
        bytes += bytes(made);
        evict();
        return made;
    }

    /** The number of cached images. */
    public synchronized int size() {
        return images.size();
    }

    private void evict() {
        var oldestFirst = images.values().iterator();
        while (bytes > limit && oldestFirst.hasNext()) {
            bytes -= bytes(oldestFirst.next());
            oldestFirst.remove();
        }
    }

    private static long bytes(float[] pixels) {
        return (long) pixels.length * Float.BYTES;
    }
}
