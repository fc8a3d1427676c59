package dev.factstream.evaluation.benchmark.table;

import dev.factstream.evaluation.benchmark.python.PythonNumber;
import dev.factstream.evaluation.benchmark.python.PythonText;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Gives the cells of a column the type that pandas infers, and prints them as Python's {@code str}. Stateless. */
final class TableColumn {
    /** Texts that pandas reads as a missing cell. */
    private static final Set<String> MISSING = Set.of(
            "",
            "#N/A",
            "#N/A N/A",
            "#NA",
            "-1.#IND",
            "-1.#QNAN",
            "-NaN",
            "-nan",
            "1.#IND",
            "1.#QNAN",
            "<NA>",
            "N/A",
            "NA",
            "NULL",
            "NaN",
            "None",
            "n/a",
            "nan",
            "null");

    private static final Set<String> TRUE = Set.of("True", "TRUE", "true");
    private static final Set<String> FALSE = Set.of("False", "FALSE", "false");
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,18}");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");

    private TableColumn() {}

    /**
     * Returns the values of a column; null for a missing cell. A column of integers is printed as integers, but as decimals if a cell is
     * missing; a column with any other text is printed as it stands.
     */
    static String[] values(List<String> cells) {
        String[] values =
                cells.stream().map(cell -> MISSING.contains(cell) ? null : cell).toArray(String[]::new);
        List<String> present = Arrays.stream(values).filter(Objects::nonNull).toList();
        if (present.isEmpty()) {
            return values;
        }
        boolean complete = present.size() == values.length;
        if (complete && all(present, INTEGER)) {
            return map(values, text -> Long.toString(Long.parseLong(PythonText.strip(text))));
        }
        if (all(present, NUMBER)) {
            return map(values, text -> PythonNumber.repr(Double.parseDouble(PythonText.strip(text))));
        }
        if (complete && present.stream().allMatch(text -> TRUE.contains(text) || FALSE.contains(text))) {
            return map(values, text -> TRUE.contains(text) ? "True" : "False");
        }
        return values;
    }

    private static boolean all(List<String> texts, Pattern pattern) {
        return texts.stream()
                .allMatch(text -> pattern.matcher(PythonText.strip(text)).matches());
    }

    private static String[] map(String[] values, UnaryOperator<String> print) {
        return Arrays.stream(values)
                .map(value -> value == null ? null : print.apply(value))
                .toArray(String[]::new);
    }

    /** Returns a number of a spreadsheet's cell as Python prints it: without a decimal point if it is an integer. */
    static String number(String text) {
        double value = Double.parseDouble(text);
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : PythonNumber.repr(value);
    }
}
