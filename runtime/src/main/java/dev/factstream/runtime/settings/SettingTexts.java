package dev.factstream.runtime.settings;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The effective texts of a record's settings, including those of its nested records, without secrets. A component of this type gets
 * them from {@link Settings#bind}.
 *
 * @param byKey texts as they were given, or the defaults
 */
public record SettingTexts(SortedMap<String, String> byKey) {
    public SettingTexts {
        byKey = Collections.unmodifiableSortedMap(new TreeMap<>(byKey));
    }
}
