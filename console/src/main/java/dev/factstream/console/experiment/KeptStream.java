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

/** The stream of a run: made once, however often it is killed meanwhile; what it recorded of its versions is kept. Stateless. */
final class KeptStream {
    private KeptStream() {}

    /**
     * Makes the versions that the run lacks.
     *
     * @param steps the last version
     * @return all of them
     * @throws ConsoleException if the user wants to stop
     */
    static List<VersionMetrics> make(
            StreamPlan plan,
            int steps,
            SettingsOptions userSettings,
            RunFolder folder,
            VisionLanguageModel model,
            StreamListener listener)
            throws IOException, InterruptedException {
        Path kept = folder.root().resolve("versions.json");
        if (!Files.exists(kept)) {
            try (RunLog log = RunLog.open(folder.log());
                    StreamRun stream = StreamRun.open(plan, userSettings, folder, model, listener)) {
                if (stream.make(first -> steps).stopped()) {
                    throw new ConsoleException(ExitCode.INTERRUPTED, "stopped; the same command goes on from here");
                }
                Kept.write(
                        kept,
                        stream.ledger().stream()
                                .filter(record ->
                                        record.version() > 0 && !record.inputs().isEmpty())
                                .map(VersionMetrics::of)
                                .toList());
            }
        }
        return Kept.read(kept, new TypeReference<List<VersionMetrics>>() {});
    }
}
