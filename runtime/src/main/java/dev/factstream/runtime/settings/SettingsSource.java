package dev.factstream.runtime.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The places a user sets settings in: a properties file, overridden by the environment, overridden by {@code key=value} pairs.
 *
 * @param file the properties file
 * @param environment usually {@link System#getenv()}
 * @param overrides {@code key=value} each
 */
public record SettingsSource(Optional<Path> file, Map<String, String> environment, List<String> overrides) {
    public SettingsSource {
        environment = Map.copyOf(environment);
        overrides = List.copyOf(overrides);
    }

    /** The effective settings of a command with the given keys. */
    public Settings load(Collection<Setting<?>> known) {
        return load(known, List.of());
    }

    /**
     * The effective settings, where the command itself sets some.
     *
     * @param decided {@code key=value} each; they override everything except the user's overrides
     */
    public Settings load(Collection<Setting<?>> known, List<String> decided) {
        return load(known, decided, List.of());
    }

    /**
     * The effective settings, where the user cannot change some.
     *
     * @param pinned {@code key=value} each; they override the user's overrides too
     */
    public Settings load(Collection<Setting<?>> known, List<String> decided, List<String> pinned) {
        List<String> all = new ArrayList<>(decided);
        all.addAll(overrides);
        all.addAll(pinned);
        return Settings.load(known, file, environment, all);
    }
}
