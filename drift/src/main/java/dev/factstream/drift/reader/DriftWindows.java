package dev.factstream.drift.reader;

import dev.factstream.runtime.kafka.StartOffsets;
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
 * The state of {@code reward-drift} and {@code open-windows}: the valid record of each window and component, of the newest windows of
 * each stream. The two topics may be read in any order. Not thread-safe.
 */
public final class DriftWindows {
    /** The number of records before the end of {@code reward-drift} at which a reader begins: about 1,500 closed windows. */
    public static final long MOST_RECORDS = 20_000;

    /** The number of records before the end of {@code open-windows}; a window that is filling is repeated every second. */
    private static final long MOST_OPEN_RECORDS = 5_000;

    private final int most;
    private final SortedMap<String, NavigableMap<Long, SortedMap<String, DriftRecord>>> streams = new TreeMap<>();
    private final Map<String, Long> evictedRollouts = new HashMap<>();
    private final Map<String, StreamAlarms> alarms = new HashMap<>();

    /** Returns where a reader of {@code reward-drift} begins. */
    public static StartOffsets startOfClosed() {
        return StartOffsets.last(MOST_RECORDS);
    }

    /** Returns where a reader of {@code open-windows} begins. */
    public static StartOffsets startOfOpen() {
        return StartOffsets.last(MOST_OPEN_RECORDS);
    }

    /** Keeps all windows. */
    public DriftWindows() {
        this(Integer.MAX_VALUE);
    }

    /** @param most number of newest windows kept per stream */
    public DriftWindows(int most) {
        this.most = most;
    }

    /** Adds a record, in topic order for each topic. A record of an open window that has closed or has been superseded is ignored. */
    public void add(DriftRecord record) {
        alarms.computeIfAbsent(record.stream(), StreamAlarms::new).take(record);
        if (record.component().equals(DriftRecord.ACKNOWLEDGED)) {
            return; // acknowledges an alarm; belongs to no window
        }
        NavigableMap<Long, SortedMap<String, DriftRecord>> windows =
                streams.computeIfAbsent(record.stream(), stream -> new TreeMap<>());
        if (!record.closed() && isPast(record, windows)) {
            return;
        }
        windows.computeIfAbsent(record.window(), window -> new TreeMap<>()).put(record.component(), record);
        if (windows.size() > most) {
            DriftRecord summary = windows.pollFirstEntry().getValue().get(DriftRecord.FINDINGS);
            if (summary != null) {
                evictedRollouts.merge(record.stream(), summary.rollouts(), Long::sum);
            }
        }
    }

    private static boolean isPast(DriftRecord open, NavigableMap<Long, SortedMap<String, DriftRecord>> windows) {
        if (windows.isEmpty() || open.window() > windows.lastKey()) {
            return false;
        }
        return open.window() < windows.lastKey()
                || windows.lastEntry().getValue().values().stream().anyMatch(DriftRecord::closed);
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
