package dev.factstream.console.chaos;

import dev.factstream.console.cli.ConsoleException;
import dev.factstream.console.cli.ExitCode;
import java.nio.file.Path;
import java.time.Duration;

/** With a role that works on something countable: it ends when nothing has come for minutes, or the role has ended. */
final class Patience {
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final RoleProcess role;
    private final String who;
    private final Path log;
    private long most = -1;
    private long deadline;

    /** @param who for the message, for instance {@code the scorer} */
    Patience(RoleProcess role, String who, Path log) {
        this.role = role;
        this.who = who;
        this.log = log;
    }

    /**
     * Goes on being patient.
     *
     * @param done how much there is by now
     * @throws ConsoleException if it is of no use
     */
    void goOn(long done) {
        if (done > most) {
            most = done;
            deadline = System.nanoTime() + LONGEST.toNanos();
        }
        if (!role.isAlive() || System.nanoTime() > deadline) {
            throw new ConsoleException(
                    ExitCode.INTERNAL,
                    who + (role.isAlive() ? " makes no progress" : " ended by itself") + "; see " + log);
        }
    }
}
