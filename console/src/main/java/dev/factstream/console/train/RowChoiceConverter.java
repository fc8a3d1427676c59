package dev.factstream.console.train;

import dev.factstream.learner.sft.RowChoice;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code conversations}, {@code checks} or {@code both}. */
final class RowChoiceConverter implements ITypeConverter<RowChoice> {
    @Override
    public RowChoice convert(String value) {
        return Arrays.stream(RowChoice.values())
                .filter(choice -> name(choice).equals(value))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("it is one of "
                        + Arrays.stream(RowChoice.values())
                                .map(RowChoiceConverter::name)
                                .collect(Collectors.joining(", "))));
    }

    private static String name(RowChoice choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }
}
