package dev.factstream.console.role;

import dev.factstream.console.management.Managed;
import java.time.Duration;
import java.util.Optional;

/** An actor, the scorer or the learner, running on threads of this process. */
public interface Role extends Managed {
    /**
     * Finishes what is in its hands and stops. Closing again does nothing.
     *
     * @return whether it was done in time
     */
    boolean close(Duration timeout);

    /** What it has come to, in one line for people, when it has ended. */
    default Optional<String> summary() {
        return Optional.empty();
    }
}
