package dev.factstream.console.stream;

import dev.factstream.console.cli.ConsoleException;
import dev.factstream.console.cli.ExitCode;
import dev.factstream.console.role.Role;
import dev.factstream.infra.broker.BrokerFaults;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The roles of a run. They stop in the opposite order of their start, but who only watches stops last. Not thread-safe. */
final class RunningRoles implements AutoCloseable {
    private static final Duration DRAIN = Duration.ofSeconds(60);

    private final Deque<Role> roles = new ArrayDeque<>();
    private final List<String> late = new ArrayList<>();
    private final Path log;

    /** @param log where a user finds what happened */
    RunningRoles(Path log) {
        this.log = log;
    }

    <R extends Role> R add(R role) {
        roles.push(role);
        return role;
    }

    /** As {@link #add}, but it stops after those that were started before it. */
    void addWatcher(Role role) {
        roles.addLast(role);
    }

    /** Those that have not been stopped. */
    List<Role> all() {
        return List.copyOf(roles);
    }

    /** @throws ConsoleException if a role or the broker has stopped by itself */
    void requireHealthy() {
        for (Role role : roles) {
            role.failure().ifPresent(why -> {
                throw new ConsoleException(why.exitCode(), role.name() + " stopped: " + why.message() + "; see " + log);
            });
        }
        BrokerFaults.first().ifPresent(fault -> {
            throw new ConsoleException(ExitCode.INTERNAL, fault + "; see " + log);
        });
    }

    /** Drains and stops all of them; closing again does nothing. */
    @Override
    public void close() {
        while (!roles.isEmpty()) {
            Role role = roles.pop();
            if (!role.close(DRAIN)) {
                late.add(role.name());
            }
        }
    }

    /** Those that did not finish in time. */
    List<String> late() {
        return late;
    }
}
