package dev.factstream.drift.reader;

import dev.factstream.runtime.kafka.StartOffsets;
import dev.factstream.schemas.drift.DriftAlarm;
import dev.factstream.schemas.drift.DriftRecord;
import dev.factstream.schemas.drift.StreamAlarms;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The state of {@code reward-drift} and {@code open-windows}: the valid record of each window and component, of the newest windows of
 * each stream. Of windows before the newest {@value #DETAILED} a record keeps its mean, its PSI, and its findings. The streams
 * are those used last. The two topics may be read in any order. Not thread-safe.
 */
public final class DriftWindows {
    /** The number of records before the end of {@code reward-drift} at which a reader begins: about 1,500 closed windows. */
    public static final long MOST_RECORDS = 20_000;

    /** The number of records before the end of {@code open-windows}; a window that is filling is repeated every second. */
    private static final long MOST_OPEN_RECORDS = 5_000;

    /** The number of newest windows of a stream whose records are kept whole; what is printed of a component needs no more. */
    private static final int DETAILED = 32;

    private final int mostWindows;
    private final Map<String, Stream> streams;

    /** The windows of a stream by number, each by component; the number of rollouts in windows that are no longer kept; the alarms. */
    private static final class Stream {
        private final NavigableMap<Long, SortedMap<String, DriftRecord>> windows = new TreeMap<>();
        private final StreamAlarms alarms;
        private long evictedRollouts;

        private Stream(String name) {
            alarms = new StreamAlarms(name);
        }
    }

    /** Returns where a reader of {@code reward-drift} begins. */
    public static StartOffsets startOfClosed() {
        return StartOffsets.last(MOST_RECORDS);
    }

    /** Returns where a reader of {@code open-windows} begins. */
    public static StartOffsets startOfOpen() {
        return StartOffsets.last(MOST_OPEN_RECORDS);
    }

    /** Keeps all windows of all streams. */
    public DriftWindows() {
        this(Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /**
     * @param mostStreams number of streams kept: those whose records were added or asked for last
     * @param mostWindows number of newest windows kept per stream
     */
    public DriftWindows(int mostStreams, int mostWindows) {
        this.mostWindows = mostWindows;
        streams = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Stream> eldest) {
                return size() > mostStreams;
            }
        };
    }

    /** Adds a record, in topic order for each topic. A record of an open window that has closed or has been superseded is ignored. */
    public void add(DriftRecord record) {
        Stream stream = streams.computeIfAbsent(record.stream(), Stream::new);
        stream.alarms.take(record);
        if (record.component().equals(DriftRecord.ACKNOWLEDGED)) {
            return; // acknowledges an alarm; belongs to no window
        }
        if (!record.closed() && isPast(record, stream.windows)) {
            return;
        }
        boolean isNew = !stream.windows.containsKey(record.window());
        stream.windows
                .computeIfAbsent(record.window(), window -> new TreeMap<>())
                .put(record.component(), record);
        if (isNew) {
            bound(stream);
        }
    }

    private void bound(Stream stream) {
        if (stream.windows.size() > mostWindows) {
            DriftRecord summary = stream.windows.pollFirstEntry().getValue().get(DriftRecord.FINDINGS);
            if (summary != null) {
                stream.evictedRollouts += summary.rollouts();
            }
        }
        stream.windows.descendingMap().values().stream()
                .skip(DETAILED)
                .findFirst()
                .ifPresent(window -> window.replaceAll((component, record) -> record.withoutDetails()));
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
        List<String> names = new ArrayList<>();
        streams.forEach((name, stream) -> {
            if (!stream.windows.isEmpty()) {
                names.add(name);
            }
        });
        return names.stream().sorted().toList();
    }

    /** The windows of a stream by number, each by component; empty for an unknown stream. */
    public NavigableMap<Long, SortedMap<String, DriftRecord>> windows(String stream) {
        Stream known = streams.get(stream);
        return known == null ? Collections.emptyNavigableMap() : known.windows;
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
        return Optional.ofNullable(streams.get(stream)).flatMap(known -> known.alarms.pending());
    }

    /** The number of rollouts in all windows of a stream. */
    public long rollouts(String stream) {
        Stream known = streams.get(stream);
        return (known == null ? 0 : known.evictedRollouts)
                + summaries(stream).stream().mapToLong(DriftRecord::rollouts).sum();
    }
}
