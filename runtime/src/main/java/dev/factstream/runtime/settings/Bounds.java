package dev.factstream.runtime.settings;

import java.util.StringJoiner;

/**
 * An interval of numbers.
 *
 * @param min smallest number of it
 * @param max largest number of it
 * @param above a number below all of it
 * @param below a number above all of it
 */
record Bounds(double min, double max, double above, double below) {
    static Bounds of(Setting setting) {
        return new Bounds(setting.min(), setting.max(), setting.above(), setting.below());
    }

    /** Returns {@code value} if it is finite and inside. */
    double check(double value) {
        boolean inside = value >= min && value <= max && value > above && value < below;
        if (!inside || !Double.isFinite(value)) {
            throw new IllegalArgumentException("must be" + describe() + ", not " + value);
        }
        return value;
    }

    /** Returns for instance {@code ", at least 1 and at most 65535"}; empty without bounds. */
    String describe() {
        StringJoiner bounds = new StringJoiner(" and ", ", ", "").setEmptyValue("");
        add(bounds, "at least ", min);
        add(bounds, "above ", above);
        add(bounds, "at most ", max);
        add(bounds, "below ", below);
        return bounds.toString();
    }

    private static void add(StringJoiner bounds, String relation, double bound) {
        if (Double.isFinite(bound)) {
            bounds.add(relation + (bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound)));
        }
    }
}
