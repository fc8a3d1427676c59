package dev.factstream.evaluation.benchmark.python;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Splits and strips text as Python's {@code str}. Stateless. */
public final class PythonText {
    /** White space of {@code str.isspace}, for a character class of a regular expression. */
    public static final String SPACES =
            "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";

    private PythonText() {}

    /** Splits at each {@code separator}; empty pieces stay. */
    public static List<String> split(String text, char separator) {
        List<String> pieces = new ArrayList<>();
        int begin = 0;
        for (int end = text.indexOf(separator); end >= 0; end = text.indexOf(separator, begin)) {
            pieces.add(text.substring(begin, end));
            begin = end + 1;
        }
        pieces.add(text.substring(begin));
        return pieces;
    }

    /** Splits at runs of white space; there are no empty pieces. */
    public static List<String> words(String text) {
        String stripped = strip(text);
        return stripped.isEmpty() ? List.of() : Arrays.asList(stripped.split("[" + SPACES + "]+"));
    }

    /** Removes white space at both ends. */
    public static String strip(String text) {
        int begin = 0;
        int end = text.length();
        while (begin < end && isSpace(text.charAt(begin))) {
            begin++;
        }
        while (end > begin && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(begin, end);
    }

    /** Returns the text in lower case, whatever the machine's language. */
    public static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Returns the number of code points, as {@code len}. */
    public static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static boolean isSpace(char c) {
        return c >= '\t' && c <= '\r'
                || c >= 0x1c && c <= ' '
                || c == 0x85
                || c == 0xa0
                || c == 0x1680
                || c >= 0x2000 && c <= 0x200a
                || c == 0x2028
                || c == 0x2029
                || c == 0x202f
                || c == 0x205f
                || c == 0x3000;
    }
}
