package dev.factstream.schemas.drift;

import dev.factstream.schemas.Check;
import java.util.Objects;

/**
 * Something about a window that somebody should know.
 *
 * @param name what it is, for instance {@code length-creep}
 * @param windows for how many windows in a row
 * @param detail one line for a person, with the numbers
 */
public record DriftFinding(String name, FindingLevel level, int windows, String detail) {
    public DriftFinding {
        Check.text(name, "name");
        Objects.requireNonNull(level, "level");
        Check.positive(windows, "windows");
        Check.text(detail, "detail");
    }

    /** Whether somebody should be woken. */
    public boolean isAlarm() {
        return level == FindingLevel.ALARM;
    }
}
