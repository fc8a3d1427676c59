package dev.factstream.actor.chat;

import dev.factstream.model.tokenizer.Tokenizer;
import java.util.List;

/**
 * The text of an answer during generation. Text that could still change is held back: incomplete characters, and a possible
 * beginning of a stop string. Not thread-safe.
 */
final class AnswerText {
    private static final char INCOMPLETE = '\uFFFD';

    private final Tokenizer tokenizer;
    private final List<String> stops;
    private String text = "";
    private int returned;
    private boolean stopped;

    AnswerText(Tokenizer tokenizer, List<String> stops) {
        this.tokenizer = tokenizer;
        this.stops = stops;
    }

    /** Whether the text has reached a stop string. */
    boolean stopped() {
        return stopped;
    }

    /**
     * Returns the final text that earlier calls did not return.
     *
     * @param tokens all tokens so far
     * @param last whether these are all tokens of the answer
     */
    String update(int[] tokens, boolean last) {
        text = tokenizer.decode(tokens).stripLeading(); // the template has a space before an answer
        int end = firstStop();
        stopped = end < text.length();
        if (!stopped && !last) {
            end = finalEnd();
        }
        String more = end > returned ? text.substring(returned, end) : "";
        returned += more.length();
        return more;
    }

    private int firstStop() {
        return stops.stream()
                .mapToInt(text::indexOf)
                .filter(at -> at >= 0)
                .min()
                .orElse(text.length());
    }

    private int finalEnd() {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == INCOMPLETE) {
            end--;
        }
        int known = end;
        return stops.stream()
                .mapToInt(stop -> known - prefixLength(stop, known))
                .min()
                .orElse(end);
    }

    /** Returns the length of the longest proper prefix of {@code stop} that the text before {@code end} ends with. */
    private int prefixLength(String stop, int end) {
        int length = Math.min(stop.length() - 1, end);
        while (length > 0 && !text.startsWith(stop.substring(0, length), end - length)) {
            length--;
        }
        return length;
    }
}
