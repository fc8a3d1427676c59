package dev.factstream.console.dashboard;

import java.util.Collection;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Values by policy version, of which a bounded number is kept however long a run goes on: the newest, and of older ones every second,
 * every fourth, and so on. Which those are depends on the version alone. Not thread-safe.
 */
final class Thinned<T> {
    private final NavigableMap<Integer, T> kept = new TreeMap<>();
    private final int most;
    private int stride = 1;

    /** @param most values kept, at least 8 */
    Thinned(int most) {
        this.most = most;
    }

    /** Sets the value of a version. */
    void put(int version, T value) {
        kept.put(version, value);
        if (kept.size() > most) {
            thin();
            while (kept.size() > most * 3 / 4) {
                stride *= 2;
                thin();
            }
        }
    }

    private void thin() {
        int firstNew = kept.lastKey() - most / 4;
        kept.headMap(firstNew).keySet().removeIf(version -> version % stride != 0);
    }

    /** The value of a version, if it is kept. */
    Optional<T> get(int version) {
        return Optional.ofNullable(kept.get(version));
    }

    /** The value of the greatest version kept below another. */
    Optional<T> before(int version) {
        return Optional.ofNullable(kept.lowerEntry(version)).map(entry -> entry.getValue());
    }

    /** All that are kept, in order of their versions. */
    Collection<T> values() {
        return kept.values();
    }
}
