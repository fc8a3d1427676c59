package dev.factstream.runtime.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The places a user sets settings in: a properties file, overridden by the environment, overridden by {@code key=value} pairs. The
 * environment variable {@code FACTSTREAM_ACTOR_BATCH_SIZE} sets {@code actor.batch.size}.
 *
 * @param file the properties file
 * @param environment usually {@link System#getenv()}
 * @param overrides {@code key=value} each
 */
public record SettingsSource(Optional<Path> file, Map<String, String> environment, List<String> overrides) {
    private static final String ENVIRONMENT_PREFIX = "FACTSTREAM_";

    public SettingsSource {
        environment = Map.copyOf(environment);
        overrides = List.copyOf(overrides);
    }

    /** A source with {@code key=value} pairs only, without file and environment. */
    public static SettingsSource of(List<String> overrides) {
        return new SettingsSource(Optional.empty(), Map.of(), overrides);
    }

    /** Returns {@code key=value}. */
    public static String pair(String key, Object value) {
        return key + "=" + value;
    }

    /**
     * The effective settings of a command.
     *
     * @throws SettingsException if the file cannot be read, a key is unknown, or a value cannot be parsed
     */
    public Settings load(SettingsCatalogue catalogue) {
        return load(catalogue, List.of(), List.of());
    }

    /**
     * The effective settings, where the command itself sets some and the user cannot change others.
     *
     * @param decided {@code key=value} each; they override everything except the user's overrides
     * @param pinned {@code key=value} each; they override the user's overrides too
     */
    public Settings load(SettingsCatalogue catalogue, List<String> decided, List<String> pinned) {
        Map<String, String> values = new TreeMap<>();
        file.ifPresent(path -> values.putAll(read(path)));
        values.putAll(fromEnvironment(catalogue));
        List<String> all = new ArrayList<>(decided);
        all.addAll(overrides);
        all.addAll(pinned);
        for (String pair : all) {
            int equals = pair.indexOf('=');
            if (equals <= 0) {
                throw new SettingsException("--set takes key=value, not '" + pair + "'");
            }
            values.put(pair.substring(0, equals).strip(), pair.substring(equals + 1));
        }
        return Settings.of(catalogue, values);
    }

    private static Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new SettingsException("cannot read the settings file " + file + ": " + e, e);
        }
        Map<String, String> values = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
        return values;
    }

    /** Reads only variables of a section that has settings; the launcher's own variables, such as FACTSTREAM_HOME, are ignored. */
    private Map<String, String> fromEnvironment(SettingsCatalogue catalogue) {
        Map<String, String> values = new TreeMap<>();
        environment.forEach((variable, value) -> {
            if (variable.startsWith(ENVIRONMENT_PREFIX)) {
                String key = variable.substring(ENVIRONMENT_PREFIX.length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '.');
                if (key.startsWith("kafka.") || catalogue.hasSectionOf(key)) {
                    values.put(key, value);
                }
            }
        });
        return values;
    }
}
