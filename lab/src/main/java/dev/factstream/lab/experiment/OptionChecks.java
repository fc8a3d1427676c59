package dev.factstream.lab.experiment;

import java.util.List;

/** Validates the options of experiments. Stateless. */
public final class OptionChecks {
    private OptionChecks() {}

    /** @throws IllegalArgumentException naming the option if the value is less than {@code least} */
    public static void atLeast(int least, String option, int value) {
        if (value < least) {
            throw new IllegalArgumentException(option + " must be " + least + " or more, not " + value);
        }
    }

    /** Returns a copy of the values. @throws IllegalArgumentException naming the option if there is no value or a duplicate */
    public static <T> List<T> distinct(String option, List<T> values) {
        if (values.isEmpty() || values.stream().distinct().count() < values.size()) {
            throw new IllegalArgumentException(option + " needs at least one value and no duplicates");
        }
        return List.copyOf(values);
    }
}
