package dev.factstream.console.deadletters;

import dev.factstream.schemas.Check;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The position of a dead letter on its topic, written {@code partition@offset}; an offset alone means partition 0. */
record DeadLetterPosition(int partition, long offset) {
    private static final Pattern FORM = Pattern.compile("(?:(\\d{1,9})@)?(\\d{1,18})");

    DeadLetterPosition {
        Check.notNegative(partition, "partition");
        Check.notNegative(offset, "offset");
    }

    /** Parses a position on the command line. */
    static final class Converter implements ITypeConverter<DeadLetterPosition> {
        @Override
        public DeadLetterPosition convert(String text) {
            Matcher matcher = FORM.matcher(text);
            if (!matcher.matches()) {
                throw new TypeConversionException(
                        "'" + text + "' is not the address of a dead letter: give the offset or partition@offset");
            }
            int partition = matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1));
            return new DeadLetterPosition(partition, Long.parseLong(matcher.group(2)));
        }
    }

    @Override
    public String toString() {
        return partition + "@" + offset;
    }
}
