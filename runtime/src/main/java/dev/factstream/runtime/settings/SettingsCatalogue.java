package dev.factstream.runtime.settings;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings that files, the environment and {@code --set} may name: those of a few records and {@link CommonSettings}. Immutable. */
public final class SettingsCatalogue {
    private final Map<String, SettingDeclaration> byKey;

    private SettingsCatalogue(Map<String, SettingDeclaration> byKey) {
        this.byKey = Collections.unmodifiableMap(byKey);
    }

    /**
     * Creates the catalogue of the settings that {@code records} and their nested records declare.
     *
     * @throws IllegalArgumentException if two components declare the same key, or a component has a type without a parser
     */
    @SafeVarargs
    public static SettingsCatalogue of(Class<? extends Record>... records) {
        Map<String, SettingDeclaration> byKey = new LinkedHashMap<>();
        Stream.concat(Stream.of(CommonSettings.class), Arrays.stream(records))
                .distinct()
                .flatMap(type -> SettingDeclaration.allOf(type).stream())
                .forEach(setting -> {
                    if (byKey.put(setting.key(), setting) != null) {
                        throw new IllegalArgumentException(setting.key() + " is declared twice");
                    }
                });
        return new SettingsCatalogue(byKey);
    }

    /** Returns the keys that a record and its nested records declare. */
    public static Set<String> keysOf(Class<? extends Record> type) {
        return SettingDeclaration.allOf(type).stream()
                .map(SettingDeclaration::key)
                .collect(Collectors.toUnmodifiableSet());
    }

    Collection<SettingDeclaration> all() {
        return byKey.values();
    }

    Optional<SettingDeclaration> find(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** Returns the settings of a record, all of which this catalogue must contain. */
    List<SettingDeclaration> requireAll(Class<? extends Record> type) {
        List<SettingDeclaration> settings = SettingDeclaration.allOf(type);
        settings.forEach(this::require);
        return settings;
    }

    /** @throws IllegalArgumentException unless this catalogue contains {@code setting} */
    private void require(SettingDeclaration setting) {
        if (!byKey.containsKey(setting.key())) {
            throw new IllegalArgumentException("not in this catalogue: " + setting.key());
        }
    }

    /** Returns the key nearest to a misspelt one. */
    String nearest(String key) {
        return NearestKey.find(key, byKey.keySet());
    }

    /** Returns whether a key begins with the first word of a declared one, as {@code actor} of {@code actor.batch.size}. */
    boolean hasSectionOf(String key) {
        return byKey.keySet().stream().anyMatch(known -> section(known).equals(section(key)));
    }

    private static String section(String key) {
        int dot = key.indexOf('.');
        return dot < 0 ? key : key.substring(0, dot);
    }
}
