package dev.factstream.runtime.pictures;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An LRU cache of encoded pictures, keyed by their hash. Limited in bytes. Thread-safe. */
final class EncodedPictureCache {
    private final long limit;
    private final Map<String, byte[]> pictures = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /** @param limit in bytes of pictures; 0 disables caching */
    EncodedPictureCache(long limit) {
        this.limit = limit;
    }

    long limit() {
        return limit;
    }

    synchronized Optional<byte[]> find(String sha256) {
        return Optional.ofNullable(pictures.get(sha256));
    }

    /** Adds a picture and evicts those that were not used for the longest time beyond the limit. */
    synchronized void keep(String sha256, byte[] picture) {
        byte[] before = pictures.put(sha256, picture);
        bytes += picture.length - (before == null ? 0 : before.length);
        Iterator<byte[]> oldestFirst = pictures.values().iterator();
        while (bytes > limit) {
            bytes -= oldestFirst.next().length;
            oldestFirst.remove();
        }
    }
}
