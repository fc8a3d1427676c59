package dev.factstream.runtime.management;

import dev.factstream.runtime.access.AccessRight;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A component that a management port reports on. Called from threads of the port. */
public interface Managed {
    /** The display name, for instance {@code actor-1}. */
    String name();

    /** The reason why it stopped on a failure, with its exit code; empty while it runs. */
    Optional<Throwable> failure();

    /**
     * The reason why it needs a restart although it has not stopped: it has work but made no progress for longer than {@code
     * patience}. Empty if it is healthy.
     */
    default Optional<String> stuck(Duration patience) {
        return Optional.empty();
    }

    /** The reason why it is not ready, in a few words; empty if it is ready. */
    default Optional<String> unready() {
        return Optional.empty();
    }

    /** The rights on the cluster without which it is not ready. */
    default List<AccessRight> access() {
        return List.of();
    }

    /** Registers its metrics; called once. */
    void registerMetrics(Meters meters);
}
