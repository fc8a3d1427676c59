package dev.factstream.console.experiment;

import dev.factstream.console.run.OpenRun;
import dev.factstream.console.run.RunOptions;
import dev.factstream.lab.experiment.drift.RunRecorder;
import dev.factstream.runtime.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code factstream experiment record}: records a run for the drift experiment. */
@Command(
        name = "record",
        description =
                "Writes the values that drift detection uses from a run's scored rollouts to a file, without texts and pictures.")
public final class RecordRunCommand implements Callable<Integer> {
    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The .csv.gz file to write.")
    private Path out;

    @Mixin
    private RunOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (OpenRun run = options.open()) {
            String id = run.history().summaryOf(run.history().first()).runId();
            int lines = RunRecorder.record(run.clients(), run.names(), id, out);
            spec.commandLine().getOut().println("wrote " + lines + " lines to " + out);
        }
        return ExitCode.OK;
    }
}
