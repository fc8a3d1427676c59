package dev.factstream.console.role;

import java.time.Duration;
import java.util.Optional;

/** How a silence that is too long is told. */
final class Silence {
    private Silence() {}

    /** @param what has been silent, as the end of "for 320 s there has been no ..." */
    static Optional<String> tooLong(String what, Duration silence, Duration patience) {
        return silence.compareTo(patience) > 0
                ? Optional.of("for " + silence.toSeconds() + " s there has been no " + what)
                : Optional.empty();
    }
}
