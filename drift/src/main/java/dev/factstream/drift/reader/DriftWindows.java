package dev.factstream.drift.reader;

import dev.factstream.schemas.drift.DriftAlarm;
import dev.factstream.schemas.drift.DriftRecord;
import dev.factstream.schemas.drift.StreamAlarms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The state of {@code reward-drift}: the newest record of each window and component, and the newest windows of each stream. Not
 * thread-safe.
 */
public final class DriftWindows {
    private final int most;
    private final SortedMap<String, NavigableMap<Long, SortedMap<String, DriftRecord>>> streams = new TreeMap<>();
    private final Map<String, Long> evictedRollouts = new HashMap<>();
    private final Map<String, StreamAlarms> alarms = new HashMap<>();

    /** Keeps all windows. */
    public DriftWindows() {
        this(Integer.MAX_VALUE);
    }

    /** @param most number of newest windows kept per stream */
    public DriftWindows(int most) {
        this.most = most;
    }

    /** Adds a record, in topic order. */
    public void add(DriftRecord record) {
        alarms.computeIfAbsent(record.stream(), StreamAlarms::new).take(record);
        if (record.component().equals(DriftRecord.ACKNOWLEDGED)) {
            return; // acknowledges an alarm; belongs to no window
        }
        NavigableMap<Long, SortedMap<String, DriftRecord>> windows =
                streams.computeIfAbsent(record.stream(), stream -> new TreeMap<>());
        windows.computeIfAbsent(record.window(), window -> new TreeMap<>()).put(record.component(), record);
        if (windows.size() > most) {
            DriftRecord summary = windows.pollFirstEntry().getValue().get(DriftRecord.FINDINGS);
            if (summary != null) {
                evictedRollouts.merge(record.stream(), summary.rollouts(), Long::sum);
            }
        }
    }

    /** The streams with windows, in order. */
    public List<String> streams() {
        return List.copyOf(streams.keySet());
    }

    /** The windows of a stream by number, each by component; empty for an unknown stream. */
    public NavigableMap<Long, SortedMap<String, DriftRecord>> windows(String stream) {
        return streams.getOrDefault(stream, new TreeMap<>());
    }

    /** The summaries of a stream's windows, in order. */
    public List<DriftRecord> summaries(String stream) {
        List<DriftRecord> summaries = new ArrayList<>();
        windows(stream).values().forEach(window -> {
            if (window.containsKey(DriftRecord.FINDINGS)) {
                summaries.add(window.get(DriftRecord.FINDINGS));
            }
        });
        return summaries;
    }

    /** An unacknowledged alarm of a stream, even if later windows do not repeat it. */
    public Optional<DriftAlarm> unacknowledged(String stream) {
        return Optional.ofNullable(alarms.get(stream)).flatMap(StreamAlarms::pending);
    }

    /** The number of rollouts in all windows of a stream. */
    public long rollouts(String stream) {
        return evictedRollouts.getOrDefault(stream, 0L)
                + summaries(stream).stream().mapToLong(DriftRecord::rollouts).sum();
    }
}
