package dev.factstream.console.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts command-line text to the constants of an enum, written in lower case. */
public abstract class EnumConverter<E extends Enum<E>> implements ITypeConverter<E> {
    private final E[] values;

    /** @param values all constants of the enum */
    protected EnumConverter(E[] values) {
        this.values = values;
    }

    @Override
    public E convert(String typed) {
        return Arrays.stream(values)
                .filter(value -> name(value).equals(typed))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("must be one of "
                        + Arrays.stream(values).map(EnumConverter::name).collect(Collectors.joining(", "))));
    }

    /** Returns a constant as written on the command line. */
    public static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
