package dev.factstream.dashboard;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The greatest lag of each reader while a policy version was the newest. Lags are not in the log, so they are known only for the
 * time the dashboard was running. Not thread-safe.
 */
final class LagHistory {
    private final DownsampledSeries<Map<String, Long>> versions;

    /** @param most versions of which it is known */
    LagHistory(int most) {
        versions = new DownsampledSeries<>(most);
    }

    void add(int version, List<ReaderLag> lags) {
        Map<String, Long> greatest = versions.get(version).orElseGet(TreeMap::new);
        lags.forEach(lag -> lag.records()
                .ifPresent(records -> greatest.merge(lag.topic() + "/" + lag.reader(), records, Math::max)));
        versions.put(version, greatest);
    }

    /** Returns the greatest lags by {@code topic/reader}; empty if none were observed. */
    Map<String, Long> of(int version) {
        return versions.get(version).orElseGet(TreeMap::new);
    }
}
