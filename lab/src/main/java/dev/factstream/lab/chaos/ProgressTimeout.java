package dev.factstream.lab.chaos;

import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import java.nio.file.Path;
import java.time.Duration;

/** Fails when a role that makes countable progress makes none for three minutes, or has exited. */
final class ProgressTimeout {
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final RoleProcess role;
    private final String who;
    private final Path log;
    private long most = -1;
    private long deadline;

    /** @param who the name of the role in error messages, for instance {@code the scorer} */
    ProgressTimeout(RoleProcess role, String who, Path log) {
        this.role = role;
        this.who = who;
        this.log = log;
    }

    /**
     * Restarts the timeout if there is progress.
     *
     * @param done the amount of work done so far
     * @throws UserFacingException if the role has exited or the timeout has passed
     */
    void check(long done) {
        if (done > most) {
            most = done;
            deadline = System.nanoTime() + LONGEST.toNanos();
        }
        if (!role.isAlive() || System.nanoTime() > deadline) {
            throw new UserFacingException(
                    ExitCode.INTERNAL,
                    who + (role.isAlive() ? " makes no progress" : ": the process exited") + "; see " + log);
        }
    }
}
