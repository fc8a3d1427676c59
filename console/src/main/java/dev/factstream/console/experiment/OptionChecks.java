package dev.factstream.console.experiment;

import java.util.List;

/** What options of experiments have to obey. Stateless. */
final class OptionChecks {
    private OptionChecks() {}

    /** @throws IllegalArgumentException naming the option if it is less */
    static void atLeast(int least, String option, int value) {
        if (value < least) {
            throw new IllegalArgumentException(option + " must be " + least + " or more, not " + value);
        }
    }

    /** A copy. @throws IllegalArgumentException naming the option if there is no value, or one twice */
    static <T> List<T> distinct(String option, List<T> values) {
        if (values.isEmpty() || values.stream().distinct().count() < values.size()) {
            throw new IllegalArgumentException(option + " needs at least one value, and none twice");
        }
        return List.copyOf(values);
    }
}
