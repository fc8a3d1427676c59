package dev.factstream.console.cli;

import dev.factstream.schemas.settings.Setting;
import dev.factstream.schemas.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
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

    /** Returns the effective settings of a command with these keys. */
    public Settings load(Collection<Setting<?>> known) {
        return load(known, List.of());
    }

    /**
     * As {@link #load(Collection)}, with settings fixed by the command.
     *
     * @param decided {@code key=value} each; override everything except {@code --set}
     */
    public Settings load(Collection<Setting<?>> known, List<String> decided) {
        return load(known, decided, List.of());
    }

    /**
     * As {@link #load(Collection, List)}, with settings that the user cannot change.
     *
     * @param pinned {@code key=value} each; override {@code --set} too
     */
    public Settings load(Collection<Setting<?>> known, List<String> decided, List<String> pinned) {
        List<String> all = new ArrayList<>(decided);
        all.addAll(overrides);
        all.addAll(pinned);
        return Settings.load(known, Optional.ofNullable(file), System.getenv(), all);
    }
}
