package dev.factstream.console.cli;

import dev.factstream.lab.stream.RoleSettings;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.runtime.settings.SettingsSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The settings options of a command: the environment overrides the file, and {@code --set} overrides both. */
public final class SettingsOptions {
    @Option(names = "--config", paramLabel = "FILE", description = "Properties file with settings.")
    private Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting that overrides the file and the environment; repeatable.")
    private List<String> overrides = new ArrayList<>();

    /** The file, the environment of this process, and the overrides. */
    public SettingsSource source() {
        return new SettingsSource(Optional.ofNullable(file), System.getenv(), overrides);
    }

    /** The effective settings; a file may hold those of all roles. */
    public Settings load() {
        return source().load(RoleSettings.CATALOGUE);
    }
}
