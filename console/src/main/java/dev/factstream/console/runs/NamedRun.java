package dev.factstream.console.runs;

import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import java.util.function.Supplier;
import picocli.CommandLine.Parameters;

/** The run that a command is about. */
final class NamedRun {
    @Parameters(paramLabel = "RUN", description = "The run (learner.run.id).")
    private String runId;

    String id() {
        return runId;
    }

    /** Does work on the run; an unknown run becomes one line for the user. */
    <T> T work(Supplier<T> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException e) {
            throw new UserFacingException(
                    ExitCode.NO_INPUT, e.getMessage() + ": 'factstream runs list' shows which there are", e);
        }
    }
}
