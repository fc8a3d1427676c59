package dev.factstream.evaluation.benchmark.mmbench;

import dev.factstream.evaluation.benchmark.table.PredictionTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A question with one rotation of its options, and the reply to it.
 *
 * @param index number of the question plus a million for each rotation
 * @param options texts by letter; options that are absent are left out
 * @param answer the letter of the right option
 * @param prediction the reply; {@code nan} if it is absent, as in Python
 */
record MmbenchRow(
        long index,
        String question,
        SortedMap<String, String> options,
        String answer,
        String prediction,
        Optional<String> split,
        Optional<String> ability,
        Optional<String> category) {
    private static final long ROTATION = 1_000_000;

    /** Reads the rows of a table in its order. @throws dev.factstream.runtime.failure.UserFacingException naming the row */
    static List<MmbenchRow> read(PredictionTable table) {
        List<MmbenchRow> rows = new ArrayList<>();
        for (int row = 0; row < table.size(); row++) {
            rows.add(new MmbenchRow(
                    index(table, row),
                    table.cell(row, "question").orElse("nan"),
                    options(table, row),
                    table.required(row, "answer"),
                    predicted(table, row),
                    group(table, row, "split"),
                    group(table, row, "l2-category"),
                    group(table, row, "category")));
        }
        return rows;
    }

    private static long index(PredictionTable table, int row) {
        String text = table.required(row, "index");
        try {
            return new BigDecimal(text).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw table.problem(row, "index '" + text + "' is not an integer");
        }
    }

    private static SortedMap<String, String> options(PredictionTable table, int row) {
        SortedMap<String, String> options = new TreeMap<>();
        for (char letter = 'A'; letter <= 'Z'; letter++) {
            String name = String.valueOf(letter);
            table.cell(row, name).ifPresent(text -> options.put(name, text));
        }
        return options;
    }

    private static String predicted(PredictionTable table, int row) {
        if (!table.hasColumn("prediction")) {
            table.required(row, "prediction");
        }
        return table.cell(row, "prediction").orElse("nan");
    }

    private static Optional<String> group(PredictionTable table, int row, String column) {
        return table.has(column) ? Optional.of(table.required(row, column)) : Optional.empty();
    }

    /** Returns the number of the question, which all its rotations share. */
    long group() {
        return Math.floorMod(index, ROTATION);
    }

    boolean first() {
        return index == group();
    }
}
