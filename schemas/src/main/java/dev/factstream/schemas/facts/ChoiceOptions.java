package dev.factstream.schemas.facts;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The options of a multiple-choice question by letter. Immutable.
 *
 * @param texts the text of each option; empty texts where only the letters are known
 */
public record ChoiceOptions(Map<String, String> texts) {
    /** {@code A.}, {@code A)}, {@code (A)}, {@code A:} or {@code (A):} after a space or at a line's beginning. */
    private static final Pattern MARKER =
            Pattern.compile("(?:^|(?<=\\s))(?:\\(([A-Z])\\)[.:]?|([A-Z])[.):])\\s+", Pattern.MULTILINE);

    private static final int FEWEST = 2;

    public ChoiceOptions {
        texts = Map.copyOf(texts);
    }

    /** The letters, without texts. */
    public static ChoiceOptions letters(Iterable<String> letters) {
        Map<String, String> texts = new LinkedHashMap<>();
        letters.forEach(letter -> texts.put(letter, ""));
        return new ChoiceOptions(texts);
    }

    /**
     * Finds the options that the text of a question lists: markers {@code A}, {@code B}, … in this order, each followed by the text
     * up to the next one. A question with fewer than two markers has every letter from A to Z as an option, without text.
     */
    public static ChoiceOptions of(String question) {
        Map<String, String> texts = new LinkedHashMap<>();
        Matcher marker = MARKER.matcher(question);
        char next = 'A';
        int begin = -1;
        while (marker.find()) {
            String letter = marker.group(1) == null ? marker.group(2) : marker.group(1);
            if (letter.charAt(0) != next) {
                continue; // an initial or an abbreviation within a text
            }
            if (begin >= 0) {
                texts.put(
                        previous(next),
                        question.substring(begin, marker.start()).strip());
            }
            begin = marker.end();
            next++;
        }
        if (begin >= 0) {
            texts.put(previous(next), lines(question.substring(begin)));
        }
        return texts.size() < FEWEST ? any() : new ChoiceOptions(texts);
    }

    /** Whether a letter is one of the options. */
    public boolean has(String letter) {
        return texts.containsKey(letter);
    }

    /** The letters of the options. */
    public Set<String> letters() {
        return texts.keySet();
    }

    private static ChoiceOptions any() {
        return letters(
                Pattern.compile("").splitAsStream("ABCDEFGHIJKLMNOPQRSTUVWXYZ").toList());
    }

    private static String previous(char next) {
        return String.valueOf((char) (next - 1));
    }

    /** The last option ends with its line: an instruction may follow. */
    private static String lines(String text) {
        return text.strip().lines().findFirst().orElse("").strip();
    }
}
