package dev.factstream.console.drift;

import dev.factstream.learner.alarm.Alarm;
import dev.factstream.learner.alarm.StreamAlarms;
import dev.factstream.schemas.drift.DriftRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What {@code reward-drift} has said so far: of each window and component the newest record, of each stream the newest windows. Not
 * thread-safe.
 */
public final class DriftWindows {
    private final int most;
    private final SortedMap<String, NavigableMap<Long, SortedMap<String, DriftRecord>>> streams = new TreeMap<>();
    private final Map<String, Long> forgotten = new HashMap<>();
    private final Map<String, StreamAlarms> alarms = new HashMap<>();

    /** Keeps all windows. */
    public DriftWindows() {
        this(Integer.MAX_VALUE);
    }

    /** @param most windows of a stream that are kept, the newest ones */
    public DriftWindows(int most) {
        this.most = most;
    }

    /** Takes a record, in the order of the topic. */
    public void add(DriftRecord record) {
        alarms.computeIfAbsent(record.stream(), StreamAlarms::new).take(record);
        if (record.component().equals(DriftRecord.ACKNOWLEDGED)) {
            return; // of a person, and not of a window
        }
        NavigableMap<Long, SortedMap<String, DriftRecord>> windows =
                streams.computeIfAbsent(record.stream(), stream -> new TreeMap<>());
        windows.computeIfAbsent(record.window(), window -> new TreeMap<>()).put(record.component(), record);
        if (windows.size() > most) {
            DriftRecord summary = windows.pollFirstEntry().getValue().get(DriftRecord.FINDINGS);
            if (summary != null) {
                forgotten.merge(record.stream(), summary.rollouts(), Long::sum);
            }
        }
    }

    /** The streams there are windows of, in order. */
    public List<String> streams() {
        return List.copyOf(streams.keySet());
    }

    /** The windows of a stream by number, each by component; none if nobody has seen the stream. */
    public NavigableMap<Long, SortedMap<String, DriftRecord>> windows(String stream) {
        return streams.getOrDefault(stream, new TreeMap<>());
    }

    /** What sums up each window of a stream, in order. */
    public List<DriftRecord> summaries(String stream) {
        List<DriftRecord> summaries = new ArrayList<>();
        windows(stream).values().forEach(window -> {
            if (window.containsKey(DriftRecord.FINDINGS)) {
                summaries.add(window.get(DriftRecord.FINDINGS));
            }
        });
        return summaries;
    }

    /** An alarm of a stream that nobody has acknowledged; also one that later windows do not repeat. */
    public Optional<Alarm> unacknowledged(String stream) {
        return Optional.ofNullable(alarms.get(stream)).flatMap(StreamAlarms::pending);
    }

    /** How many rollouts have been in all windows of a stream. */
    public long rollouts(String stream) {
        return forgotten.getOrDefault(stream, 0L)
                + summaries(stream).stream().mapToLong(DriftRecord::rollouts).sum();
    }
}
