package dev.factstream.lab.experiment;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.factstream.lab.stream.RunFolder;
import dev.factstream.lab.stream.StreamListener;
import dev.factstream.lab.stream.StreamPlan;
import dev.factstream.lab.stream.StreamRun;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.logging.RunLogFile;
import dev.factstream.runtime.settings.SettingsSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs the stream of a run, resuming it after a kill, and stores the metrics of its versions. Stateless. */
final class ResumableStream {
    private ResumableStream() {}

    /**
     * Trains the versions that the run lacks.
     *
     * @param steps the last version
     * @return the metrics of all versions
     * @throws UserFacingException if the user stops the run
     */
    static List<VersionMetrics> complete(
            StreamPlan plan,
            int steps,
            SettingsSource userSettings,
            RunFolder folder,
            VisionLanguageModel model,
            StreamListener listener)
            throws IOException, InterruptedException {
        Path file = folder.root().resolve("versions.json");
        if (!Files.exists(file)) {
            try (RunLogFile log = RunLogFile.open(folder.log());
                    StreamRun stream = StreamRun.open(plan, userSettings, folder, model, listener)) {
                if (stream.make(first -> steps).stopped()) {
                    throw new UserFacingException(
                            ExitCode.INTERRUPTED, "stopped; run the same command again to resume");
                }
                AtomicJsonFile.write(
                        file,
                        stream.ledger().stream()
                                .filter(record ->
                                        record.version() > 0 && !record.inputs().isEmpty())
                                .map(VersionMetrics::of)
                                .toList());
            }
        }
        return AtomicJsonFile.read(file, new TypeReference<List<VersionMetrics>>() {});
    }
}
