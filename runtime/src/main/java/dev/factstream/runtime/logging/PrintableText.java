package dev.factstream.runtime.logging;

/**
 * Makes texts from the log safe to print: an id, a header or a reason may come from anybody, and a terminal obeys the control
 * characters that it shows.
 */
public final class PrintableText {
    private static final char REPLACEMENT = '?';
    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
    private static final int ZERO_WIDTH_JOINER = 0x200d;

    private PrintableText() {}

    /**
     * Returns {@code text} with a question mark for each character that could move the cursor, reorder or hide other text, or begin
     * another line: control characters, line separators, marks of direction and other invisible ones, and halves of characters.
     */
    public static String line(String text) {
        return text.codePoints().allMatch(PrintableText::isPrintable) ? text : replaced(text, false);
    }

    /** As {@link #line}, but keeps the line feeds of a text that is meant to have several lines. */
    public static String lines(String text) {
        return replaced(text, true);
    }

    private static String replaced(String text, boolean keepLineFeeds) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        c -> printable.appendCodePoint(isPrintable(c) || keepLineFeeds && c == '\n' ? c : REPLACEMENT));
        return printable.toString();
    }

    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            // scripts and emoji need the two joiners
            case Character.FORMAT -> character == ZERO_WIDTH_JOINER || character == ZERO_WIDTH_NON_JOINER;
            default -> true;
        };
    }
}
