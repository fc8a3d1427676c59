package dev.factstream.console.run;

import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that select the run of a command. */
public final class RunOptions {
    @Option(
            names = "--run",
            paramLabel = "ID",
            description = "The run (learner.run.id); required only if the topics hold several.")
    private Optional<String> run = Optional.empty();

    @Mixin
    private TopicsOption topics;

    /**
     * Opens the run; the caller closes it.
     *
     * @throws dev.factstream.runtime.failure.UserFacingException if there is no such run, or the choice is ambiguous
     */
    public OpenRun open() throws IOException, InterruptedException {
        return OpenRun.open(topics.open(), run);
    }
}
