package dev.factstream.runtime.settings;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * Declares a setting on a component of a record. {@link Settings#bind} creates the record from the effective values.
 *
 * <p>The type of the component is the type of the setting: {@code int}, {@code long}, {@code double}, {@code float}, {@code boolean}, {@link String},
 * {@link java.nio.file.Path}, {@link Duration}, an enum (in lower case, with {@code -} for {@code _}), a class with a public static
 * method {@code parse(String)}, a {@link java.util.List} of strings, a {@link java.util.Set} of an enum (separated by commas, or
 * {@code all} or {@code none}), or an {@link java.util.Optional} of these, which a blank text leaves empty. A component without this
 * annotation is another record with settings, or {@link SettingTexts}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
    /** The name in files, dotted lower case, for instance {@code actor.batch.size}. */
    String key();

    /** The documentation for users, in one sentence. */
    String doc();

    /** The value if none is given, as a user would write it. */
    String defaultValue() default "";

    /** The folder that a relative default of a path is resolved against; given paths belong to the working directory. */
    DefaultFolder defaultIn() default DefaultFolder.WORKING_DIRECTORY;

    /** The smallest allowed number. */
    double min() default Double.NEGATIVE_INFINITY;

    /** The largest allowed number. */
    double max() default Double.POSITIVE_INFINITY;

    /** A number that the value must exceed. */
    double above() default Double.NEGATIVE_INFINITY;

    /** A number that the value must stay below. */
    double below() default Double.POSITIVE_INFINITY;

    /** Whether a text must have a character other than white space. */
    boolean notBlank() default false;

    /** The unit of a {@link Duration}; bounds are in this unit. */
    ChronoUnit unit() default ChronoUnit.MILLIS;

    /** Whether the value is masked wherever settings are printed or recorded. */
    boolean secret() default false;
}
