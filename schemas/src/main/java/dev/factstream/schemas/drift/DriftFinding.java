package dev.factstream.schemas.drift;

import dev.factstream.schemas.Check;
import java.util.Objects;

/**
 * A notable change in a window.
 *
 * @param name kind of the change, for instance {@code length-creep}
 * @param windows number of consecutive windows that show it
 * @param detail one line for the user, with the numbers
 */
public record DriftFinding(String name, FindingLevel level, int windows, String detail) {
    public DriftFinding {
        Check.id(name, "name");
        Objects.requireNonNull(level, "level");
        Check.positive(windows, "windows");
        Check.text(detail, "detail");
    }

    /** Whether it is an alarm. */
    public boolean isAlarm() {
        return level == FindingLevel.ALARM;
    }
}
