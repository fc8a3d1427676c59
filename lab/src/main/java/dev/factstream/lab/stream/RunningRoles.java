package dev.factstream.lab.stream;

import dev.factstream.infra.broker.BrokerFaults;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.management.Role;
import dev.factstream.runtime.management.RoleFailedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The running roles of a run. They stop in reverse order of their start; watchers stop last. Not thread-safe. */
final class RunningRoles implements AutoCloseable {
    private static final Duration DRAIN = Duration.ofSeconds(60);

    private final Deque<Role> roles = new ArrayDeque<>();
    private final List<String> timedOut = new ArrayList<>();
    private final Path log;

    /** @param log the log file named in error messages */
    RunningRoles(Path log) {
        this.log = log;
    }

    <R extends Role> R add(R role) {
        roles.push(role);
        return role;
    }

    /** As {@link #add}, but the role stops after those started before it. */
    void addWatcher(Role role) {
        roles.addLast(role);
    }

    /** The roles that have not been stopped. */
    List<Role> all() {
        return List.copyOf(roles);
    }

    /**
     * @throws RoleFailedException if a role has failed
     * @throws UserFacingException if the broker has failed
     */
    void requireHealthy() {
        for (Role role : roles) {
            role.failure().ifPresent(why -> {
                throw new RoleFailedException(role.name(), "; see " + log, why);
            });
        }
        BrokerFaults.first().ifPresent(fault -> {
            throw new UserFacingException(ExitCode.INTERNAL, fault + "; see " + log);
        });
    }

    /** Drains and stops all roles. Idempotent. */
    @Override
    public void close() {
        while (!roles.isEmpty()) {
            Role role = roles.pop();
            if (!role.close(DRAIN)) {
                timedOut.add(role.name());
            }
        }
    }

    /** The names of roles that did not finish in time. */
    List<String> timedOut() {
        return timedOut;
    }
}
