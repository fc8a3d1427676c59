package dev.factstream.schemas;

/** Cuts texts of unknown origin, so that they fit into messages and headers. */
public final class ShortText {
    private static final String MARK = "…";

    private ShortText() {}

    /** Returns the text of {@code value}, cut to {@code most} characters and a mark with its length if it is longer. */
    public static String of(Object value, int most) {
        String text = String.valueOf(value);
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + MARK + " (" + text.length() + " characters)";
    }
}
