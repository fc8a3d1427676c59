package dev.factstream.runtime.management;

import java.time.Duration;
import java.util.Optional;

/** Describes a role that has made no progress for too long. */
public final class StallCheck {
    private StallCheck() {}

    /** @param what the missing event, as in "no poll for records for 320 s" */
    public static Optional<String> describe(String what, Duration elapsed, Duration limit) {
        return elapsed.compareTo(limit) > 0
                ? Optional.of("no " + what + " for " + elapsed.toSeconds() + " s")
                : Optional.empty();
    }
}
