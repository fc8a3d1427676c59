package dev.factstream.console.role;

import dev.factstream.console.cli.Failure;
import java.time.Duration;
import java.util.Optional;

/** An actor, the scorer or the learner, running on threads of this process. */
public interface Role {
    /** For people, for instance {@code actor-1}. */
    String name();

    /** Why it stopped by itself, with the exit code that goes with it; empty while it works. */
    Optional<Failure> failure();

    /**
     * Finishes what is in its hands and stops. Closing again does nothing.
     *
     * @return whether it was done in time
     */
    boolean close(Duration timeout);
}
