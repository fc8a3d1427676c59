package dev.factstream.drift.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.schemas.drift.DriftRecord;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DriftWindowsTest {
    @Test
    void anOpenRecordThatIsReadAfterItsWindowHasClosedIsIgnored() {
        DriftWindows windows = new DriftWindows();
        windows.add(record(0, true, 100));
        windows.add(record(0, false, 60));

        assertThat(windows.summaries("run")).containsExactly(record(0, true, 100));
    }

    @Test
    void windowsAreTheSameWhicheverTopicIsReadFirst() {
        DriftWindows openFirst = new DriftWindows();
        openFirst.add(record(2, false, 7));
        openFirst.add(record(0, true, 100));
        openFirst.add(record(1, true, 100));
        DriftWindows closedFirst = new DriftWindows();
        closedFirst.add(record(0, true, 100));
        closedFirst.add(record(1, true, 100));
        closedFirst.add(record(2, false, 7));

        assertThat(openFirst.summaries("run"))
                .isEqualTo(closedFirst.summaries("run"))
                .hasSize(3);
        assertThat(openFirst.rollouts("run")).isEqualTo(207);
    }

    @Test
    void aSupersededOpenRecordIsNotCountedAgainAfterItsWindowWasEvicted() {
        DriftWindows windows = new DriftWindows(8, 2);
        for (int window = 0; window < 5; window++) {
            windows.add(record(window, true, 100));
        }
        windows.add(record(1, false, 90));

        assertThat(windows.rollouts("run")).isEqualTo(500);
        assertThat(windows.summaries("run")).extracting(DriftRecord::window).containsExactly(3L, 4L);
    }

    @Test
    void anOldWindowKeepsItsMeanAndStabilityIndexAndANewOneAllStatistics() {
        DriftWindows windows = new DriftWindows(8, 100);
        for (int window = 0; window < 40; window++) {
            windows.add(statistics("run", window));
        }

        assertThat(windows.windows("run")).hasSize(40);
        assertThat(windows.windows("run").get(39L)).containsValue(statistics("run", 39));
        DriftRecord old = windows.windows("run").get(0L).get("length");
        assertThat(old.mean()).isEqualTo(12.5);
        assertThat(old.distances()).containsOnly(Map.entry(DriftRecord.PSI, 0.25));
        assertThat(old.quantiles()).isEmpty();
    }

    @Test
    void theStreamWhoseRecordsCameFirstIsForgottenWhenThereAreTooMany() {
        DriftWindows windows = new DriftWindows(2, 100);
        for (String stream : List.of("b", "a", "c")) {
            windows.add(DriftRecord.acknowledgement(stream, 0, 0));
            windows.add(statistics(stream, 0));
        }

        assertThat(windows.streams()).containsExactly("a", "c");
    }

    private static DriftRecord statistics(String stream, long window) {
        return new DriftRecord(
                stream,
                "length",
                window,
                true,
                0,
                1,
                100,
                100,
                12.5,
                2,
                Map.of("p50", 12.0),
                Map.of(DriftRecord.PSI, 0.25, "ks", 0.5),
                List.of(),
                0);
    }

    private static DriftRecord record(long window, boolean closed, long rollouts) {
        return new DriftRecord(
                "run",
                DriftRecord.FINDINGS,
                window,
                closed,
                0,
                1,
                rollouts,
                rollouts,
                0,
                0,
                Map.of(),
                Map.of(),
                List.of(),
                0);
    }
}
