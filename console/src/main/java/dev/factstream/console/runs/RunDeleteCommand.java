package dev.factstream.console.runs;

import dev.factstream.console.run.OpenTopics;
import dev.factstream.console.run.TopicsOption;
import dev.factstream.learner.RunDeletion;
import dev.factstream.runtime.failure.ExitCode;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code factstream runs delete}. */
@Command(
        name = "delete",
        description = {
            "Deletes the adapters, the state and the actors' share group of a closed run from the cluster.",
            "Its ledger, its rollouts and its folder stay."
        })
final class RunDeleteCommand implements Callable<Integer> {
    @Mixin
    private NamedRun run;

    @Mixin
    private TopicsOption options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (OpenTopics topics = options.open()) {
            RunDeletion deleted = run.work(() -> RunDeletion.delete(topics.clients(), topics.names(), run.id()));
            spec.commandLine()
                    .getOut()
                    .println("run " + run.id() + " is deleted: " + deleted.records()
                            + " adapter records, its state and its share group; the ledger stays");
            return ExitCode.OK;
        }
    }
}
