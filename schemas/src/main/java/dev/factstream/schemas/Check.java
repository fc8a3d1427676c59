package dev.factstream.schemas;

import java.util.Objects;

/** Argument checks of record constructors. Each returns its value or throws an exception that names the component. */
public final class Check {
    private Check() {}

    /** Returns {@code value} unless it is null or blank. */
    public static String text(String value, String name) {
        if (Objects.requireNonNull(value, name).isBlank()) {
            throw new IllegalArgumentException(name + " is blank");
        }
        return value;
    }

    /** Returns {@code value} unless it is below zero. */
    public static long notNegative(long value, String name) {
        require(value >= 0, name, "must not be negative", value);
        return value;
    }

    /** Returns {@code value} unless it is zero or below. */
    public static long positive(long value, String name) {
        require(value > 0, name, "must be positive", value);
        return value;
    }

    /** Throws an {@link IllegalArgumentException} with the message {@code name rule: value} unless {@code holds}. */
    public static void require(boolean holds, String name, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " " + rule + ": " + value);
        }
    }
}
