package dev.factstream.console.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.factstream.console.run.OpenRun;
import dev.factstream.console.run.RunOptions;
import dev.factstream.lab.experiment.drift.RunRecordingFile;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.kafka.TopicScanner;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.wire.Codecs;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;
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
        TreeMap<String, String> lines; // by time, then by kind
        try (OpenRun run = options.open()) {
            lines = lines(run);
        }
        try (Writer file = new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(out)), UTF_8)) {
            for (String line : lines.values()) {
                file.write(line + "\n");
            }
        }
        spec.commandLine().getOut().println("wrote " + lines.size() + " lines to " + out);
        return ExitCode.OK;
    }

    private static TreeMap<String, String> lines(OpenRun run) {
        String id = run.history().recordOf(run.history().first()).runId();
        TreeMap<String, String> lines = new TreeMap<>();
        TopicScanner scan = new TopicScanner(run.clients());
        scan.read(run.names().scoredRollouts(), record -> {
            ScoredRollout scored = Codecs.SCORED.decode(record.value());
            if (scored.rollout().runId().equals(id)) {
                String key = String.format(
                        Locale.ROOT, "%015d rollout %d-%d", record.timestamp(), record.partition(), record.offset());
                lines.put(key, RunRecordingFile.line(record.timestamp(), scored));
            }
        });
        scan.read(run.names().trainingLedger(), record -> {
            LedgerRecord version = Codecs.LEDGER.decode(record.value());
            if (version.runId().equals(id)) {
                String key = String.format(Locale.ROOT, "%015d %d", record.timestamp(), version.version());
                lines.put(key, RunRecordingFile.line(record.timestamp(), version));
            }
        });
        return lines;
    }
}
