package dev.factstream.console.export;

import dev.factstream.console.run.OpenRun;
import dev.factstream.console.run.RunOptions;
import dev.factstream.evaluation.export.CsvMetrics;
import dev.factstream.evaluation.export.MetricExport;
import dev.factstream.evaluation.export.MetricSink;
import dev.factstream.evaluation.export.TensorBoardMetrics;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.process.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code factstream export metrics}. */
@Command(
        name = "metrics",
        description =
                "Writes the metrics of each version, from the ledger, and the closed drift windows of a run to TensorBoard or CSV."
                        + " An earlier export of the run to the same folder is replaced.")
final class ExportMetricsCommand implements Callable<Integer> {
    private static final Duration WAIT = Duration.ofMillis(500);

    /** Formats of files. */
    enum Format {
        tensorboard("events.out.tfevents.0.factstream"),
        csv("metrics.csv");

        private final String file;

        Format(String file) {
            this.file = file;
        }
    }

    @Option(names = "--to", required = true, description = "Format: ${COMPLETION-CANDIDATES}.")
    private Format format;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder; the files of a run are in a subfolder with its id.")
    private Path out;

    @Option(names = "--follow", description = "Go on until Ctrl-C, with the versions that are made meanwhile.")
    private boolean follow;

    @Mixin
    private RunOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (OpenRun run = options.open()) {
            String runId = run.history().summaryOf(run.history().first()).runId();
            Path folder = Files.createDirectories(out.resolve(runId.replaceAll("[^A-Za-z0-9._-]", "_")));
            Path file = folder.resolve(format.file);
            try (MetricSink sink = format == Format.csv ? new CsvMetrics(file) : new TensorBoardMetrics(file);
                    MetricExport export = new MetricExport(run.clients(), run.names(), runId, sink)) {
                export.readToEnd();
                print(export, file);
                if (follow) {
                    follow(export, file);
                }
            }
        }
        return ExitCode.OK;
    }

    private void follow(MetricExport export, Path file) throws IOException, InterruptedException {
        try (StopSignal stop = StopSignal.install()) {
            int before = export.newest();
            do {
                export.poll(WAIT);
                if (export.newest() > before) {
                    before = export.newest();
                    print(export, file);
                }
            } while (!stop.await(0));
        }
    }

    private void print(MetricExport export, Path file) {
        spec.commandLine()
                .getOut()
                .println("version " + export.newest() + ", " + export.windows() + " components of drift windows: "
                        + file);
        spec.commandLine().getOut().flush();
    }
}
