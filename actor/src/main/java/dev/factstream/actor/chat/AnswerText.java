package dev.factstream.actor.chat;

import dev.factstream.model.tokenizer.Tokenizer;
import java.util.List;

/**
 * The text of an answer as its tokens come. What could still change is held back: characters whose bytes are not all there, and
 * what may be the beginning of a text at which the answer ends. For one thread.
 */
final class AnswerText {
    private static final char INCOMPLETE = '\uFFFD';

    private final Tokenizer tokenizer;
    private final List<String> stops;
    private String text = "";
    private int shown;
    private boolean stopped;

    AnswerText(Tokenizer tokenizer, List<String> stops) {
        this.tokenizer = tokenizer;
        this.stops = stops;
    }

    /** Whether one of the stops has come. */
    boolean stopped() {
        return stopped;
    }

    /**
     * What can be shown beyond what was shown before.
     *
     * @param tokens all so far
     * @param last whether no more will come
     */
    String grow(int[] tokens, boolean last) {
        text = tokenizer.decode(tokens).stripLeading(); // the template's space before an answer
        int end = firstStop();
        stopped = end < text.length();
        if (!stopped && !last) {
            end = certain();
        }
        String more = end > shown ? text.substring(shown, end) : "";
        shown += more.length();
        return more;
    }

    private int firstStop() {
        return stops.stream()
                .mapToInt(text::indexOf)
                .filter(at -> at >= 0)
                .min()
                .orElse(text.length());
    }

    private int certain() {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == INCOMPLETE) {
            end--;
        }
        int known = end;
        return stops.stream()
                .mapToInt(stop -> known - beginning(stop, known))
                .min()
                .orElse(end);
    }

    /** Length of the longest beginning of {@code stop}, short of all of it, that the text before {@code end} ends with. */
    private int beginning(String stop, int end) {
        int length = Math.min(stop.length() - 1, end);
        while (length > 0 && !text.startsWith(stop.substring(0, length), end - length)) {
            length--;
        }
        return length;
    }
}
