package dev.factstream.console.dashboard;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The greatest lag of each reader while a policy version was the newest. It is not in the log, and so it is known only from when the
 * dashboard was there. Not thread-safe.
 */
final class LagHistory {
    private final Thinned<Map<String, Long>> versions;

    /** @param most versions of which it is known */
    LagHistory(int most) {
        versions = new Thinned<>(most);
    }

    void add(int version, List<Lag> lags) {
        Map<String, Long> greatest = versions.get(version).orElseGet(TreeMap::new);
        lags.forEach(lag -> lag.records()
                .ifPresent(records -> greatest.merge(lag.topic() + "/" + lag.reader(), records, Math::max)));
        versions.put(version, greatest);
    }

    /** The greatest lags by {@code topic/reader}; none where nobody looked. */
    Map<String, Long> of(int version) {
        return versions.get(version).orElseGet(TreeMap::new);
    }
}
