package dev.factstream.schemas.drift;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The alarms of one stream, according to its records on {@code reward-drift}. An alarm stays until it is handled, even
 * if later windows are fine. Further consecutive windows of a handled alarm do not raise a new one. Not thread-safe.
 */
public final class StreamAlarms {

    private static final int MAX_WINDOWS = 1024;

    private final String stream;
    private final NavigableMap<Long, Integer> firstVersions = new TreeMap<>();
    private final Map<String, DriftAlarm> raised = new HashMap<>();
    private final Set<String> inNewestWindow = new HashSet<>();
    private long handled = -1;

    public StreamAlarms(String stream) {
        this.stream = stream;
    }

    /** Adds a record; ignores records of other streams, of components, and of open windows. */
    public void take(DriftRecord record) {
        if (!record.stream().equals(stream)) {
            return;
        }
        if (record.component().equals(DriftRecord.ACKNOWLEDGED)) {
            markHandled(record.window());
        } else if (record.component().equals(DriftRecord.FINDINGS) && record.closed()) {
            firstVersions.put(record.window(), record.firstVersion());
            while (firstVersions.size() > MAX_WINDOWS) {
                firstVersions.pollFirstEntry();
            }
            inNewestWindow.clear();
            record.findings().stream().filter(DriftFinding::isAlarm).forEach(finding -> raise(record, finding));
        }
    }

    private void raise(DriftRecord record, DriftFinding finding) {
        inNewestWindow.add(finding.name());
        long since = record.window() - finding.windows() + 1;
        if (since > handled) {
            Map.Entry<Long, Integer> first = firstVersions.ceilingEntry(since);
            raised.putIfAbsent(
                    finding.name(),
                    new DriftAlarm(stream, finding.name(), record.window(), first.getValue(), finding.detail()));
        }
    }

    /** Marks every alarm of this window or an earlier one as handled. */
    public void markHandled(long window) {
        handled = Math.max(handled, window);
        raised.values().removeIf(alarm -> alarm.window() <= handled);
    }

    /** The newest window whose alarms have been handled; -1 if there is none. */
    public long handled() {
        return handled;
    }

    /** Removes unhandled alarms that the newest window no longer reports. */
    public void removePassed() {
        raised.keySet().retainAll(inNewestWindow);
    }

    /** The newest closed window; -1 if there is none. */
    public long newestWindow() {
        return firstVersions.isEmpty() ? -1 : firstVersions.lastKey();
    }

    /** The oldest alarm that has not been handled. */
    public Optional<DriftAlarm> pending() {
        return raised.values().stream().min(Comparator.comparing(DriftAlarm::window));
    }
}
