package dev.factstream.console.management;

import dev.factstream.console.cli.Failure;
import java.time.Duration;
import java.util.Optional;

/** What a management port tells about. Called from threads of the port. */
public interface Managed {
    /** For people, for instance {@code actor-1}. */
    String name();

    /** Why it stopped by itself, with the exit code that goes with it; empty while it works. */
    Optional<Failure> failure();

    /**
     * Why it should be started again although it has not stopped: something in it has given no sign of life for longer than
     * {@code patience}, though it has work. Empty when all is well.
     */
    default Optional<String> stuck(Duration patience) {
        return Optional.empty();
    }

    /** Why it cannot work just now, in a few words; empty when it can. */
    default Optional<String> unready() {
        return Optional.empty();
    }

    /** Registers what it measures; once. */
    void measure(Meters meters);
}
