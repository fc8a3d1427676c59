package dev.factstream.console.run;

import dev.factstream.console.cli.SettingsOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that select the topics of a command. */
public final class TopicsOption {
    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Folder of a quickstart that is not running; its broker is started to read from it.")
    private Optional<Path> dir = Optional.empty();

    @Mixin
    private SettingsOptions settings;

    /** Opens the topics; the caller closes them. */
    public OpenTopics open() throws IOException, InterruptedException {
        return OpenTopics.open(dir, settings);
    }
}
