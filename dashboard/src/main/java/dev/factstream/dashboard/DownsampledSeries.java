package dev.factstream.dashboard;

import java.util.Collection;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Values by policy version, downsampled to a bounded number: all of the newest versions and every second, fourth, and so on, of
 * the older ones. The selection depends only on the version number. Not thread-safe.
 */
final class DownsampledSeries<T> {
    private final NavigableMap<Integer, T> kept = new TreeMap<>();
    private final int most;
    private int stride = 1;

    /** @param most number of values kept, at least 8 */
    DownsampledSeries(int most) {
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

    /** Returns the value of a version, if kept. */
    Optional<T> get(int version) {
        return Optional.ofNullable(kept.get(version));
    }

    /** Returns the value of the greatest kept version below {@code version}. */
    Optional<T> before(int version) {
        return Optional.ofNullable(kept.lowerEntry(version)).map(entry -> entry.getValue());
    }

    /** The kept values in version order. */
    Collection<T> values() {
        return kept.values();
    }
}
