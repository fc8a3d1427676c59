package dev.factstream.console.experiment;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.factstream.console.cli.ConsoleException;
import dev.factstream.console.cli.ExitCode;
import dev.factstream.console.cli.RunLog;
import dev.factstream.console.cli.SettingsOptions;
import dev.factstream.console.stream.RunFolder;
import dev.factstream.console.stream.StreamListener;
import dev.factstream.console.stream.StreamPlan;
import dev.factstream.console.stream.StreamRun;
import dev.factstream.model.network.VisionLanguageModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs the stream of a run, resuming it after a kill, and stores the metrics of its versions. Stateless. */
final class KeptStream {
    private KeptStream() {}

    /**
     * Trains the versions that the run lacks.
     *
     * @param steps the last version
     * @return the metrics of all versions
     * @throws ConsoleException if the user stops the run
     */
    static List<VersionMetrics> complete(
            StreamPlan plan,
            int steps,
            SettingsOptions userSettings,
            RunFolder folder,
            VisionLanguageModel model,
            StreamListener listener)
            throws IOException, InterruptedException {
        Path file = folder.root().resolve("versions.json");
        if (!Files.exists(file)) {
            try (RunLog log = RunLog.open(folder.log());
                    StreamRun stream = StreamRun.open(plan, userSettings, folder, model, listener)) {
                if (stream.make(first -> steps).stopped()) {
                    throw new ConsoleException(ExitCode.INTERRUPTED, "stopped; run the same command again to resume");
                }
                Kept.write(
                        file,
                        stream.ledger().stream()
                                .filter(record ->
                                        record.version() > 0 && !record.inputs().isEmpty())
                                .map(VersionMetrics::of)
                                .toList());
            }
        }
        return Kept.read(file, new TypeReference<List<VersionMetrics>>() {});
    }
}
