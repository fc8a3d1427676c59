package dev.factstream.runtime.management;

import java.time.Duration;
import java.util.Optional;

/** An actor, scorer, learner, drift application or dashboard that runs on threads of this process. */
public interface Role extends Managed {
    /**
     * Finishes the work in progress and stops. Idempotent.
     *
     * @return whether it finished in time
     */
    boolean close(Duration timeout);

    /** A one-line summary for the user after the role has stopped. */
    default Optional<String> summary() {
        return Optional.empty();
    }
}
