package dev.factstream.runtime.settings;

import dev.factstream.schemas.Check;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A declared setting.
 *
 * @param key dotted lower case
 * @param type what a text must be, and its value
 * @param defaultText the text if none is given, resolved against its folder if it is a path
 * @param doc one sentence
 * @param secret whether its text is masked
 */
record SettingDeclaration(String key, ValueType type, String defaultText, String doc, boolean secret) {
    SettingDeclaration {
        Check.require(key.matches("[a-z0-9]+(\\.[a-z0-9]+)*"), "key", "must be dotted lower case", key);
        Check.text(doc, "doc");
    }

    /** Returns the settings of a record and of its nested records, in the order of their components. */
    static List<SettingDeclaration> allOf(Class<? extends Record> type) {
        List<SettingDeclaration> all = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.isAnnotationPresent(Setting.class)) {
                all.add(of(component));
            } else if (component.getType() != SettingTexts.class) {
                all.addAll(allOf(nested(component)));
            }
        }
        return all;
    }

    /** Returns the setting that a component declares. */
    static SettingDeclaration of(RecordComponent component) {
        Setting setting = component.getAnnotation(Setting.class);
        boolean path = component.getType() == Path.class;
        return new SettingDeclaration(
                setting.key(),
                ValueType.of(component.getGenericType(), setting),
                path ? setting.defaultIn().resolve(setting.defaultValue()) : setting.defaultValue(),
                setting.doc(),
                setting.secret());
    }

    /** Returns the record type of a component that is no setting itself. */
    static Class<? extends Record> nested(RecordComponent component) {
        if (!component.getType().isRecord()) {
            throw new IllegalArgumentException(
                    component.getDeclaringRecord().getName() + "." + component.getName() + " lacks @Setting");
        }
        return component.getType().asSubclass(Record.class);
    }

    /** Returns the type, the bounds and the default for users, in parentheses. */
    String form() {
        String byDefault = defaultText.isEmpty() ? "empty by default" : "default " + defaultText;
        return "(" + type.requirement().replaceFirst("^a ", "") + "; " + byDefault + ")";
    }

    /**
     * Returns the value of a text.
     *
     * @throws SettingsException naming the key, what the text must be, and the documentation
     */
    Object parse(String text) {
        try {
            return type.parser().apply(text.strip());
        } catch (IllegalArgumentException e) {
            throw new SettingsException(
                    key + " must be " + type.requirement() + ", not " + (secret ? "its value" : "'" + text + "'") + " ("
                            + doc + ")",
                    e);
        }
    }
}
