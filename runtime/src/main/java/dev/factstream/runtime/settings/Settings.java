package dev.factstream.runtime.settings;

import static java.util.stream.Collectors.joining;

import dev.factstream.runtime.kafka.KafkaClients;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The effective settings of a process: the values that a user gave, and the defaults of the others.
 *
 * <p>A catalogue contains the settings of all roles, so that one file serves them all; each role binds its own to typed records. A key
 * that the catalogue lacks is refused with the nearest one that it has. Keys that begin with {@code kafka.} pass through to the Kafka
 * clients unchanged, see {@link KafkaClients}. Immutable.
 */
public final class Settings {
    private static final String KAFKA = "kafka.";
    private static final String MASK = "********";

    private final SettingsCatalogue catalogue;
    private final SortedMap<String, String> given;

    private Settings(SettingsCatalogue catalogue, Map<String, String> given) {
        this.catalogue = catalogue;
        this.given = Collections.unmodifiableSortedMap(new TreeMap<>(given));
    }

    /**
     * Creates settings from given values.
     *
     * @throws SettingsException if a key is unknown or its value is not of its type or out of its bounds
     */
    public static Settings of(SettingsCatalogue catalogue, Map<String, String> values) {
        values.forEach((key, text) -> {
            if (!key.startsWith(KAFKA)) {
                catalogue
                        .find(key)
                        .orElseThrow(() -> new SettingsException(
                                "unknown setting " + key + "; did you mean " + catalogue.nearest(key) + "?"))
                        .parse(text);
            }
        });
        return new Settings(catalogue, values);
    }

    /** Creates settings of {@code type} and {@link CommonSettings} alone from given values, as {@link #of(SettingsCatalogue, Map)}. */
    public static Settings of(Class<? extends Record> type, Map<String, String> values) {
        return of(SettingsCatalogue.of(type), values);
    }

    /**
     * Creates a record from the effective values of the settings that its components declare.
     *
     * @throws SettingsException if the record's constructor refuses the values, for instance because of their combination
     * @throws IllegalArgumentException if the catalogue lacks one of the settings
     */
    public <R extends Record> R bind(Class<R> type) {
        catalogue.requireAll(type);
        return new RecordBinder(setting -> setting.parse(text(setting)), this::texts).bind(type);
    }

    /** Returns the effective texts of a record's settings, without secrets. */
    public SettingTexts texts(Class<? extends Record> type) {
        return new SettingTexts(texts(catalogue.requireAll(type)));
    }

    /** Returns the effective texts of the catalogue's settings, and the given ones of the Kafka clients, without secrets. */
    public SortedMap<String, String> texts() {
        SortedMap<String, String> texts = texts(catalogue.all());
        given.forEach((key, text) -> {
            if (key.startsWith(KAFKA) && !KafkaSecrets.isSecret(key)) {
                texts.put(key, text);
            }
        });
        return texts;
    }

    private SortedMap<String, String> texts(Collection<SettingDeclaration> settings) {
        SortedMap<String, String> texts = new TreeMap<>();
        for (SettingDeclaration setting : settings) {
            if (!setting.secret()) {
                texts.put(setting.key(), text(setting));
            }
        }
        return texts;
    }

    /** Returns the given text of a key; empty if its default holds. */
    public Optional<String> given(String key) {
        return Optional.ofNullable(given.get(key));
    }

    /** Returns the same settings with other defaults: {@code defaults} apply to keys without a given value. */
    public Settings withDefaults(Map<String, String> defaults) {
        Map<String, String> values = new TreeMap<>(defaults);
        values.putAll(given);
        return of(catalogue, values);
    }

    /** Returns the given values of the Kafka clients, by key without {@code kafka.}, for instance {@code producer.linger.ms}. */
    public SortedMap<String, String> kafka() {
        SortedMap<String, String> values = new TreeMap<>();
        given.tailMap(KAFKA).forEach((key, value) -> {
            if (key.startsWith(KAFKA)) {
                values.put(key.substring(KAFKA.length()), value);
            }
        });
        return values;
    }

    /**
     * Returns the effective settings of {@link CommonSettings}, of some records and of the Kafka clients, one {@code key = value} per
     * line, with the documentation as comments and secrets masked.
     */
    @SafeVarargs
    public final String describe(Class<? extends Record>... records) {
        Stream<String> own = Stream.concat(Stream.of(CommonSettings.class), Arrays.stream(records))
                .flatMap(type -> catalogue.requireAll(type).stream())
                .map(this::describe);
        Stream<String> kafka = kafka().keySet().stream()
                .map(key -> KAFKA + key)
                .map(key -> key + " = " + (KafkaSecrets.isSecret(key) ? MASK : given.get(key)));
        return Stream.concat(own, kafka).collect(joining("\n"));
    }

    private String describe(SettingDeclaration setting) {
        String text = text(setting);
        String shown = setting.secret() && !text.isEmpty() ? MASK : text;
        return "# " + setting.doc() + " " + setting.form() + "\n" + setting.key() + " = " + shown;
    }

    private String text(SettingDeclaration setting) {
        return given.getOrDefault(setting.key(), setting.defaultText());
    }
}
