package dev.factstream.console.cli;

import dev.factstream.schemas.settings.Setting;
import dev.factstream.schemas.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How a command is given its settings: a file, the environment above it, and {@code --set} above both. */
public final class SettingsOptions {
    @Option(names = "--config", paramLabel = "FILE", description = "Properties file with settings.")
    private Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting that overrides the file and the environment; may be repeated.")
    private List<String> overrides = new ArrayList<>();

    /** The effective settings of a command that knows these keys. */
    public Settings load(Collection<Setting<?>> known) {
        return load(known, List.of());
    }

    /**
     * The same, where the command itself has decided some.
     *
     * @param decided {@code key=value} each; they override everything but {@code --set}
     */
    public Settings load(Collection<Setting<?>> known, List<String> decided) {
        return load(known, decided, List.of());
    }

    /**
     * The same, where some cannot be left to the user either.
     *
     * @param pinned {@code key=value} each; they override {@code --set} too
     */
    public Settings load(Collection<Setting<?>> known, List<String> decided, List<String> pinned) {
        List<String> all = new ArrayList<>(decided);
        all.addAll(overrides);
        all.addAll(pinned);
        return Settings.load(known, Optional.ofNullable(file), System.getenv(), all);
    }
}
