package dev.factstream.console.train;

import dev.factstream.learner.sft.LossMean;
import dev.factstream.learner.sft.RowChoice;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The values of an enum as one types them: in lower case. */
abstract class ChoiceConverter<E extends Enum<E>> implements ITypeConverter<E> {
    /** {@code conversations}, {@code checks} or {@code both}. */
    static final class Rows extends ChoiceConverter<RowChoice> {
        Rows() {
            super(RowChoice.values());
        }
    }

    /** {@code tokens} or {@code rows}. */
    static final class Mean extends ChoiceConverter<LossMean> {
        Mean() {
            super(LossMean.values());
        }
    }

    private final E[] values;

    private ChoiceConverter(E[] values) {
        this.values = values;
    }

    @Override
    public E convert(String typed) {
        return Arrays.stream(values)
                .filter(value -> name(value).equals(typed))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("it is one of "
                        + Arrays.stream(values).map(ChoiceConverter::name).collect(Collectors.joining(", "))));
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
