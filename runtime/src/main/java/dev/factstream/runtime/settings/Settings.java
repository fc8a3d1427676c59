package dev.factstream.runtime.settings;

import static java.util.stream.Collectors.joining;

import dev.factstream.runtime.kafka.KafkaClients;
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
 * The effective settings of a process: defaults, overridden by a properties file, the environment and {@code --set}, in this order.
 *
 * <p>Keys must belong to declared {@link Setting}s; any other key is rejected with the nearest declared one. Keys that begin
 * with {@code kafka.} pass through to the Kafka clients unchanged, see {@link KafkaClients}. The environment variable
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
        this.given.keySet().forEach(this::rejectUnknown);
        this.known.values().forEach(this::value);
    }

    /** Creates settings from values in memory, with every check, without the environment; {@link CommonSettings} are always known. */
    public static Settings of(Collection<Setting<?>> known, Map<String, String> values) {
        return new Settings(known, values);
    }

    /**
     * Loads the settings of a starting command.
     *
     * @param known the declared settings; {@link CommonSettings} are always known
     * @param file a properties file
     * @param environment usually {@link System#getenv()}
     * @param overrides {@code key=value} each; they override everything else
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

    /** Returns the value of a declared setting. */
    public <T> T get(Setting<T> setting) {
        Objects.requireNonNull(known.get(setting.key()), () -> "not a declared setting: " + setting.key());
        return value(setting);
    }

    /** Returns the same settings with other defaults: {@code defaults} apply to keys without a given value. */
    public Settings withDefaults(Map<String, String> defaults) {
        Map<String, String> values = new TreeMap<>(defaults);
        values.putAll(given);
        return new Settings(known.values(), values);
    }

    /** Returns the given values whose keys begin with {@code prefix}, by key without the prefix. */
    public Map<String, String> startingWith(String prefix) {
        Map<String, String> found = new TreeMap<>();
        given.tailMap(prefix).forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), value);
            }
        });
        return found;
    }

    /** Returns the effective values of declared settings as text by key, sorted, without secrets. */
    public SortedMap<String, String> effectiveValues(Collection<Setting<?>> declared) {
        SortedMap<String, String> values = new TreeMap<>();
        for (Setting<?> setting : declared) {
            if (!setting.secret() && !SecretKeys.isSecret(setting.key())) {
                values.put(setting.key(), text(setting).orElseThrow());
            }
        }
        return values;
    }

    /** Returns the effective settings, one {@code key = value} per line, with secrets masked and the documentation as comments. */
    public String describe() {
        String own = known.values().stream()
                .map(setting -> "# " + setting.doc() + "\n" + setting.key() + " = " + shown(setting))
                .collect(joining("\n"));
        String kafka = given.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(KAFKA))
                .map(entry -> entry.getKey() + " = "
                        + (SecretKeys.isSecret(entry.getKey()) ? SecretKeys.MASK : entry.getValue()))
                .collect(joining("\n"));
        return kafka.isEmpty() ? own : own + "\n" + kafka;
    }

    private String shown(Setting<?> setting) {
        boolean hidden = setting.secret() || SecretKeys.isSecret(setting.key());
        return hidden ? SecretKeys.MASK : text(setting).orElseThrow();
    }

    private <T> T value(Setting<T> setting) {
        return setting.parse(text(setting)
                .orElseThrow(() -> new SettingsException(
                        setting.key() + " is missing: set it in the file or with --set (" + setting.doc() + ")")));
    }

    private Optional<String> text(Setting<?> setting) {
        return Optional.ofNullable(given.get(setting.key())).or(setting::defaultText);
    }

    private void rejectUnknown(String key) {
        if (!key.startsWith(KAFKA) && !known.containsKey(key)) {
            throw new SettingsException(
                    "unknown setting " + key + "; did you mean " + NearestKey.find(key, known.keySet()) + "?");
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

    /** Reads only variables of a section that has settings; the launcher's own variables, such as FACTSTREAM_HOME, are ignored. */
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
