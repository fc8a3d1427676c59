package dev.factstream.console.runs;

import dev.factstream.console.run.OpenTopics;
import dev.factstream.console.run.TopicsOption;
import dev.factstream.learner.LearnerFolders;
import dev.factstream.learner.RunClosure;
import dev.factstream.runtime.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code factstream runs close}. */
@Command(
        name = "close",
        description = {
            "Ends a run: drops its open tickets in the ledger, and actors pass over them. Nothing is deleted.",
            "A learner that is running on it is fenced and stops; no learner resumes a closed run. Needs the run's folder"
                    + " (learner.dir), whose newest checkpoint names the open tickets."
        })
final class RunCloseCommand implements Callable<Integer> {
    @Mixin
    private NamedRun run;

    @Mixin
    private TopicsOption options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (OpenTopics topics = options.open()) {
            Path dir = topics.settings().bind(LearnerFolders.class).dir();
            RunClosure closed = run.work(
                    () -> RunClosure.close(topics.clients(), topics.names(), run.id(), dir, Clock.systemUTC()));
            spec.commandLine()
                    .getOut()
                    .println("run " + run.id() + " is closed at version " + closed.version() + "; " + closed.dropped()
                            + " open tickets were dropped");
            return ExitCode.OK;
        }
    }
}
