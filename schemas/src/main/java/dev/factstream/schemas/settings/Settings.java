package dev.factstream.schemas.settings;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The effective settings of a process: defaults, overridden by a properties file, by the environment, by {@code --set}.
 *
 * <p>Own keys are the declared {@link Setting}s; any other key is refused, naming the nearest one. Keys that begin with
 * {@code kafka.} pass through to the Kafka clients untouched, see {@link KafkaClients}. The environment variable
 * {@code FACTSTREAM_ACTOR_BATCH_SIZE} sets {@code actor.batch.size}. Immutable.
 */
public final class Settings {
    private static final String KAFKA = "kafka.";
    private static final String ENVIRONMENT_PREFIX = "FACTSTREAM_";

    private final Map<String, Setting<?>> known;
    private final SortedMap<String, String> given;

    private Settings(Collection<Setting<?>> known, Map<String, String> given) {
        this.known = new LinkedHashMap<>();
        CommonSettings.KEYS.forEach(setting -> this.known.put(setting.key(), setting));
        known.forEach(setting -> this.known.put(setting.key(), setting));
        this.given = new TreeMap<>(given);
        this.given.keySet().forEach(this::refuseUnknown);
        this.known.values().forEach(this::value);
    }

    /** Settings from values in memory, with every check and no environment; {@link CommonSettings} are always known. */
    public static Settings of(Collection<Setting<?>> known, Map<String, String> values) {
        return new Settings(known, values);
    }

    /**
     * Settings as a command starts with them.
     *
     * @param known the declared settings; {@link CommonSettings} are always known
     * @param file a properties file
     * @param environment usually {@link System#getenv()}
     * @param overrides {@code key=value} each, the last word
     * @throws SettingsException if the file cannot be read, a key is unknown, or a value is missing or cannot be parsed
     */
    public static Settings load(
            Collection<Setting<?>> known,
            Optional<Path> file,
            Map<String, String> environment,
            List<String> overrides) {
        Map<String, String> given = new TreeMap<>();
        file.ifPresent(path -> given.putAll(read(path)));
        given.putAll(fromEnvironment(known, environment));
        for (String override : overrides) {
            int equals = override.indexOf('=');
            if (equals <= 0) {
                throw new SettingsException("--set takes key=value, not '" + override + "'");
            }
            given.put(override.substring(0, equals).strip(), override.substring(equals + 1));
        }
        return new Settings(known, given);
    }

    /** The value of a declared setting. */
    public <T> T get(Setting<T> setting) {
        Objects.requireNonNull(known.get(setting.key()), () -> "not a declared setting: " + setting.key());
        return value(setting);
    }

    /** The same settings with other defaults: {@code otherwise} holds where nothing is given. */
    public Settings or(Map<String, String> otherwise) {
        Map<String, String> values = new TreeMap<>(otherwise);
        values.putAll(given);
        return new Settings(known.values(), values);
    }

    /** The given keys that begin with {@code prefix}, without it. */
    public Map<String, String> startingWith(String prefix) {
        Map<String, String> found = new TreeMap<>();
        given.tailMap(prefix).forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), value);
            }
        });
        return found;
    }

    /** The effective texts of some declared settings by key, sorted; secrets are left out. */
    public SortedMap<String, String> texts(Collection<Setting<?>> of) {
        SortedMap<String, String> texts = new TreeMap<>();
        for (Setting<?> setting : of) {
            if (!setting.secret() && !Secrets.names(setting.key())) {
                texts.put(setting.key(), text(setting).orElseThrow());
            }
        }
        return texts;
    }

    /** The effective settings, one {@code key = value} per line, secrets masked; comments hold the documentation. */
    public String describe() {
        String own = known.values().stream()
                .map(setting -> "# " + setting.doc() + "\n" + setting.key() + " = " + shown(setting))
                .collect(joining("\n"));
        String kafka = given.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(KAFKA))
                .map(entry ->
                        entry.getKey() + " = " + (Secrets.names(entry.getKey()) ? Secrets.MASK : entry.getValue()))
                .collect(joining("\n"));
        return kafka.isEmpty() ? own : own + "\n" + kafka;
    }

    private String shown(Setting<?> setting) {
        boolean hidden = setting.secret() || Secrets.names(setting.key());
        return hidden ? Secrets.MASK : text(setting).orElseThrow();
    }

    private <T> T value(Setting<T> setting) {
        return setting.parse(text(setting)
                .orElseThrow(() -> new SettingsException(
                        setting.key() + " is missing: give it in the file or with --set (" + setting.doc() + ")")));
    }

    private Optional<String> text(Setting<?> setting) {
        return Optional.ofNullable(given.get(setting.key())).or(setting::defaultText);
    }

    private void refuseUnknown(String key) {
        if (!key.startsWith(KAFKA) && !known.containsKey(key)) {
            throw new SettingsException(
                    "unknown setting " + key + "; did you mean " + NearestKey.to(key, known.keySet()) + "?");
        }
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

    /** Only variables of a section that has settings count: the launcher's own, such as FACTSTREAM_HOME, do not. */
    private static Map<String, String> fromEnvironment(Collection<Setting<?>> known, Map<String, String> environment) {
        Map<String, String> values = new TreeMap<>();
        environment.forEach((variable, value) -> {
            if (variable.startsWith(ENVIRONMENT_PREFIX)) {
                String key = variable.substring(ENVIRONMENT_PREFIX.length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '.');
                if (key.startsWith(KAFKA) || hasSection(CommonSettings.KEYS, key) || hasSection(known, key)) {
                    values.put(key, value);
                }
            }
        });
        return values;
    }

    private static boolean hasSection(Collection<Setting<?>> settings, String key) {
        return settings.stream().anyMatch(setting -> section(setting.key()).equals(section(key)));
    }

    private static String section(String key) {
        int dot = key.indexOf('.');
        return dot < 0 ? key : key.substring(0, dot);
    }
}
