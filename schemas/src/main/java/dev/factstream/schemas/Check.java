package dev.factstream.schemas;

import java.util.Objects;

/** Argument checks of record constructors. Each returns its value or throws an exception that names the component. */
public final class Check {
    /** Maximum number of characters of an id: names, hashes, keys and everything else that is not prose. */
    public static final int MAX_ID = 256;

    /** Maximum number of characters of a run id, which is the beginning of other ids. */
    public static final int MAX_RUN_ID = 200;

    private static final int MAX_SHOWN = 100;

    private Check() {}

    /** Returns {@code value} unless it is null or blank. */
    public static String text(String value, String name) {
        if (Objects.requireNonNull(value, name).isBlank()) {
            throw new IllegalArgumentException(name + " is blank");
        }
        return value;
    }

    /** Returns {@code value} unless it is null, blank or longer than {@link #MAX_ID}. */
    public static String id(String value, String name) {
        return text(value, name, MAX_ID);
    }

    /** Returns {@code value} unless it is null, blank or longer than {@link #MAX_RUN_ID}. */
    public static String runId(String value) {
        return text(value, "runId", MAX_RUN_ID);
    }

    private static String text(String value, String name, int most) {
        text(value, name);
        if (value.length() > most) {
            throw new IllegalArgumentException(
                    name + " has " + value.length() + " characters, but at most " + most + " are allowed");
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

    /**
     * Throws an {@link IllegalArgumentException} with the message {@code name rule: value} unless {@code holds}; a long value is cut.
     */
    public static void require(boolean holds, String name, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " " + rule + ": " + ShortText.of(value, MAX_SHOWN));
        }
    }
}
