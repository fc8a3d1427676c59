package dev.factstream.schemas.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StreamAlarmsTest {
    private final StreamAlarms alarms = new StreamAlarms("run");

    @Test
    void anAlarmStaysAfterGoodWindowsAndNamesTheFirstOfItsWindows() {
        window("run", 4, 20);
        window("run", 5, 21, suspicion("drift", 1));
        window("run", 6, 22, suspicion("drift", 2));
        window("run", 7, 23, alarm("drift", 3));
        window("run", 8, 24);

        assertThat(alarms.pending()).contains(new DriftAlarm("run", "drift", 7, 21, "numbers"));
    }

    @Test
    void furtherWindowsOfAHandledAlarmRaiseNoNewAlarmButALaterAlarmDoes() {
        window("run", 7, 23, alarm("drift", 3));
        alarms.take(DriftRecord.acknowledgement("run", 7, 0));
        assertThat(alarms.pending()).isEmpty();

        window("run", 8, 24, alarm("drift", 4));
        assertThat(alarms.pending()).isEmpty();
        window("run", 8, 24, alarm("drift", 4), alarm("creep", 1)); // another finding
        assertThat(alarms.pending()).map(DriftAlarm::finding).contains("creep");
        alarms.markHandled(8);

        window("run", 12, 30, alarm("drift", 3));
        assertThat(alarms.pending()).map(DriftAlarm::window).contains(12L);
    }

    @Test
    void suspicionsEventsOpenWindowsAndOtherStreamsAreNoAlarm() {
        window("run", 1, 1, suspicion("drift", 2), new DriftFinding("mix", FindingLevel.EVENT, 3, "numbers"));
        window("other", 2, 2, alarm("drift", 3));
        alarms.take(record("run", 3, false, 3, List.of(alarm("drift", 3))));

        assertThat(alarms.pending()).isEmpty();
    }

    @Test
    void onStartOnlyAlarmsOfTheNewestWindowCount() {
        window("run", 1, 1, alarm("passed", 3));
        window("run", 2, 2, alarm("stands", 3));

        alarms.removePassed();

        assertThat(alarms.pending()).map(DriftAlarm::finding).isEqualTo(Optional.of("stands"));
    }

    private void window(String stream, long number, int version, DriftFinding... findings) {
        alarms.take(record(stream, number, true, version, List.of(findings)));
    }

    private static DriftRecord record(
            String stream, long number, boolean closed, int version, List<DriftFinding> findings) {
        return new DriftRecord(
                stream,
                DriftRecord.FINDINGS,
                number,
                closed,
                version,
                version,
                4,
                4,
                0,
                0,
                Map.of(),
                Map.of(),
                findings,
                0);
    }

    private static DriftFinding suspicion(String name, int windows) {
        return new DriftFinding(name, FindingLevel.SUSPICION, windows, "numbers");
    }

    private static DriftFinding alarm(String name, int windows) {
        return new DriftFinding(name, FindingLevel.ALARM, windows, "numbers");
    }
}
