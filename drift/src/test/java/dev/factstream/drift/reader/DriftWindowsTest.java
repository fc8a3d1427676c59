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
        DriftWindows windows = new DriftWindows(2);
        for (int window = 0; window < 5; window++) {
            windows.add(record(window, true, 100));
        }
        windows.add(record(1, false, 90));

        assertThat(windows.rollouts("run")).isEqualTo(500);
        assertThat(windows.summaries("run")).extracting(DriftRecord::window).containsExactly(3L, 4L);
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
