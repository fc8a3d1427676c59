package dev.factstream.learner.alarm;

import dev.factstream.schemas.drift.DriftFinding;
import dev.factstream.schemas.drift.DriftRecord;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The alarms of one stream as its records on {@code reward-drift} tell them. An alarm stays until it has been dealt with, also when
 * later windows look well; one that goes on in a row of windows that was dealt with is no new one. Not thread-safe.
 */
public final class StreamAlarms {

    private static final int REMEMBERED = 1024;

    private final String stream;
    private final NavigableMap<Long, Integer> firstVersions = new TreeMap<>();
    private final Map<String, Alarm> raised = new HashMap<>();
    private final Set<String> standing = new HashSet<>();
    private long handled = -1;

    public StreamAlarms(String stream) {
        this.stream = stream;
    }

    /** Takes a record in; those of other streams, of components, and of open windows say nothing here. */
    public void take(DriftRecord record) {
        if (!record.stream().equals(stream)) {
            return;
        }
        if (record.component().equals(DriftRecord.ACKNOWLEDGED)) {
            handle(record.window());
        } else if (record.component().equals(DriftRecord.FINDINGS) && record.closed()) {
            firstVersions.put(record.window(), record.firstVersion());
            while (firstVersions.size() > REMEMBERED) {
                firstVersions.pollFirstEntry();
            }
            standing.clear();
            record.findings().stream().filter(DriftFinding::isAlarm).forEach(finding -> raise(record, finding));
        }
    }

    private void raise(DriftRecord record, DriftFinding finding) {
        standing.add(finding.name());
        long since = record.window() - finding.windows() + 1;
        if (since > handled) {
            Map.Entry<Long, Integer> first = firstVersions.ceilingEntry(since);
            raised.putIfAbsent(
                    finding.name(),
                    new Alarm(stream, finding.name(), record.window(), first.getValue(), finding.detail()));
        }
    }

    /** Everything raised in this window or before it has been dealt with. */
    public void handle(long window) {
        handled = Math.max(handled, window);
        raised.values().removeIf(alarm -> alarm.window() <= handled);
    }

    /** The newest window whose alarms have been dealt with; -1 before there was one. */
    long handled() {
        return handled;
    }

    /** What has not been dealt with, and the newest window does not say any more, is history. */
    void forgetPast() {
        raised.keySet().retainAll(standing);
    }

    /** The newest closed window; -1 before there is one. */
    long newestWindow() {
        return firstVersions.isEmpty() ? -1 : firstVersions.lastKey();
    }

    /** The oldest that has not been dealt with. */
    public Optional<Alarm> pending() {
        return raised.values().stream().min(Comparator.comparing(Alarm::window));
    }
}
