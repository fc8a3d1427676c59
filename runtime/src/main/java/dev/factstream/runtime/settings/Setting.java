package dev.factstream.runtime.settings;

import dev.factstream.schemas.Check;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A setting: its key, its type, its default, and its documentation in one sentence.
 *
 * @param key dotted lower case, for instance {@code actor.batch.size}
 * @param type as shown to the user, for instance {@code whole number}
 * @param defaultText empty if the user must set a value
 * @param secret whether its value is masked when settings are printed
 */
public record Setting<T>(
        String key, String type, Function<String, T> parser, Optional<String> defaultText, String doc, boolean secret) {
    public Setting {
        Check.require(key.matches("[a-z0-9]+(\\.[a-z0-9]+)*"), "key", "must be dotted lower case", key);
        Objects.requireNonNull(parser, "parser");
        Objects.requireNonNull(defaultText, "defaultText");
        Check.text(doc, "doc");
    }

    /** Declares a text. */
    public static Setting<String> text(String key, String defaultValue, String doc) {
        return new Setting<>(key, "text", Function.identity(), Optional.of(defaultValue), doc, false);
    }

    /** Declares a whole number of 32 bits. */
    public static Setting<Integer> integer(String key, int defaultValue, String doc) {
        return new Setting<>(
                key, "whole number", Integer::parseInt, Optional.of(Integer.toString(defaultValue)), doc, false);
    }

    /** Declares a whole number of 64 bits. */
    public static Setting<Long> longInteger(String key, long defaultValue, String doc) {
        return new Setting<>(
                key, "whole number", Long::parseLong, Optional.of(Long.toString(defaultValue)), doc, false);
    }

    /** Declares a number; {@code NaN} and infinities are rejected. */
    public static Setting<Double> decimal(String key, double defaultValue, String doc) {
        return new Setting<>(key, "number", Setting::finite, Optional.of(Double.toString(defaultValue)), doc, false);
    }

    /** Declares a choice of {@code true} or {@code false}. */
    public static Setting<Boolean> flag(String key, boolean defaultValue, String doc) {
        return new Setting<>(
                key, "true or false", Setting::trueOrFalse, Optional.of(Boolean.toString(defaultValue)), doc, false);
    }

    /** Declares a file or folder. */
    public static Setting<Path> path(String key, Path defaultValue, String doc) {
        return new Setting<>(key, "path", Path::of, Optional.of(defaultValue.toString()), doc, false);
    }

    /** Declares a choice among the constants of an enum, written in lower case with {@code -} for {@code _}. */
    public static <E extends Enum<E>> Setting<E> choice(String key, E defaultValue, String doc) {
        E[] constants = defaultValue.getDeclaringClass().getEnumConstants();
        String type =
                "one of " + Arrays.stream(constants).map(Setting::spelling).collect(Collectors.joining(", "));
        Function<String, E> parser = text -> Arrays.stream(constants)
                .filter(constant -> spelling(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such choice"));
        return new Setting<>(key, type, parser, Optional.of(spelling(defaultValue)), doc, false);
    }

    /** Returns the same setting without a default: the user must set a value. */
    public Setting<T> required() {
        return new Setting<>(key, type, parser, Optional.empty(), doc, secret);
    }

    /** Returns the same setting, masked when printed. */
    public Setting<T> masked() {
        return new Setting<>(key, type, parser, defaultText, doc, true);
    }

    T parse(String text) {
        try {
            return parser.apply(text.strip());
        } catch (IllegalArgumentException e) {
            throw new SettingsException(key + " must be " + withArticle() + ", not '" + text + "' (" + doc + ")", e);
        }
    }

    private String withArticle() {
        return type.startsWith("one of") || type.startsWith("true") ? type : "a " + type;
    }

    private static String spelling(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static double finite(String text) {
        double value = Double.parseDouble(text);
        Check.require(Double.isFinite(value), "value", "must be finite", value);
        return value;
    }

    private static boolean trueOrFalse(String text) {
        Check.require(text.equals("true") || text.equals("false"), "value", "must be true or false", text);
        return Boolean.parseBoolean(text);
    }
}
