package dev.factstream.evaluation.benchmark.python;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Reads, rounds and prints doubles as Python does. Stateless. */
public final class PythonNumber {
    private static final int DIGITS = 17;
    private static final int LOWEST_PLAIN_EXPONENT = -4;
    private static final int HIGHEST_PLAIN_EXPONENT = 15;
    private static final String INTEGER = "[0-9](?:_?[0-9])*";
    private static final Pattern NUMBER = Pattern.compile(
            "[+-]?(?:" + INTEGER + "(?:\\.(?:" + INTEGER + ")?)?|\\." + INTEGER + ")(?:[eE][+-]?" + INTEGER + ")?");
    private static final Pattern INFINITY = Pattern.compile("(?i)[+-]?inf(?:inity)?");
    private static final Pattern NOT_A_NUMBER = Pattern.compile("(?i)[+-]?nan");

    private PythonNumber() {}

    /**
     * Reads text as Python's {@code float()}: white space around it, underscores between digits, decimal digits of every script,
     * {@code inf} and {@code nan} are read; Java's suffixes and hexadecimal numbers are not.
     */
    public static OptionalDouble parse(String text) {
        String number = asciiDigits(PythonText.strip(text));
        if (INFINITY.matcher(number).matches()) {
            return OptionalDouble.of(number.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        }
        if (NOT_A_NUMBER.matcher(number).matches()) {
            return OptionalDouble.of(Double.NaN);
        }
        return NUMBER.matcher(number).matches()
                ? OptionalDouble.of(Double.parseDouble(number.replace("_", "")))
                : OptionalDouble.empty();
    }

    private static String asciiDigits(String text) {
        StringBuilder digits = new StringBuilder();
        text.codePoints().forEach(c -> digits.appendCodePoint(Character.isDigit(c) ? '0' + Character.digit(c, 10) : c));
        return digits.toString();
    }

    /** Returns the shortest decimal number that reads as {@code x}, written as Python's {@code repr}: {@code 2.0}, {@code 1e-05}. */
    public static String repr(double x) {
        if (Double.isNaN(x)) {
            return "nan";
        }
        if (Double.isInfinite(x)) {
            return x > 0 ? "inf" : "-inf";
        }
        if (x == 0) {
            return 1 / x > 0 ? "0.0" : "-0.0";
        }
        BigDecimal shortest = shortest(x);
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent >= LOWEST_PLAIN_EXPONENT && exponent <= HIGHEST_PLAIN_EXPONENT) {
            return shortest.setScale(Math.max(1, shortest.scale())).toPlainString();
        }
        String digits = shortest.unscaledValue().abs().toString();
        return (x < 0 ? "-" : "")
                + digits.charAt(0)
                + (digits.length() > 1 ? "." + digits.substring(1) : "")
                + (exponent < 0 ? "e-" : "e+")
                + (Math.abs(exponent) < 10 ? "0" : "")
                + Math.abs(exponent);
    }

    private static BigDecimal shortest(double x) {
        BigDecimal exact = new BigDecimal(x);
        BigDecimal rounded = exact;
        for (int digits = 1; digits <= DIGITS; digits++) {
            rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == x) {
                break;
            }
        }
        return rounded.stripTrailingZeros();
    }

    /** Rounds as Python's {@code round}: the exact binary value, ties to even. */
    public static double round(double x, int digits) {
        return Double.isFinite(x)
                ? new BigDecimal(x).setScale(digits, RoundingMode.HALF_EVEN).doubleValue()
                : x;
    }

    /** Rounds as NumPy and pandas: scales, rounds to the nearest integer with ties to even, and scales back. */
    public static double numpyRound(double x, int digits) {
        double scale = Math.pow(10, digits);
        return Double.isFinite(x) ? Math.rint(x * scale) / scale : x;
    }

    /** Prints as Python's {@code '%.nf'}: the exact binary value, ties to even, padded with zeros. */
    public static String fixed(double x, int digits) {
        return Double.isFinite(x)
                ? new BigDecimal(x).setScale(digits, RoundingMode.HALF_EVEN).toPlainString()
                : repr(x);
    }
}
