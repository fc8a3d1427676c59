package dev.factstream.data.picturebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Finds the noun phrases of a sentence, each with number, size, colour and place as far as they stand right at it, and the
 * places it names. What stands between them does not matter.
 */
final class NounPhrases {
    private final String[] words;
    private final List<Claim> claims = new ArrayList<>();
    private OptionalInt number = OptionalInt.empty();
    private Optional<Size> size = Optional.empty();
    private Optional<Colour> colour = Optional.empty();

    private NounPhrases(String sentence) {
        words = sentence.split("\\W+");
    }

    /** The claims in a sentence of lower-case words. */
    static List<Claim> in(String sentence) {
        NounPhrases phrases = new NounPhrases(sentence);
        for (int i = 0; i < phrases.words.length; ) {
            i = phrases.step(i);
        }
        return phrases.claims;
    }

    /** Reads the word at {@code i}, or more; returns where to go on. */
    private int step(int i) {
        // 'kitchen thing' is a noun, while 'kitchen' is a place
        for (int length = 2; length >= 1; length--) {
            Optional<String> noun = Lexicon.noun(joined(i, length));
            if (noun.isPresent()) {
                return told(noun.get(), i + length);
            }
        }
        String word = words[i];
        if (Lexicon.environment(word)) {
            claims.add(new Claim.Place(word));
        } else if (Lexicon.number(word).isPresent()) {
            forget();
            number = Lexicon.number(word);
        } else if (Lexicon.size(word).isPresent()) {
            size = Lexicon.size(word);
        } else if (Lexicon.colour(word).isPresent()) {
            colour = Lexicon.colour(word);
        } else if (!number.equals(OptionalInt.of(0)) || !word.matches("an?")) {
            forget();
        }
        return i + 1;
    }

    private int told(String noun, int next) {
        int at = next < words.length && words[next].equals("is") ? next + 1 : next;
        boolean placed = joined(at, 2).matches("(at|in) the");
        // the longest name of a place that stands here: 'top left' before 'top'
        int length = placed
                ? IntStream.of(2, 1)
                        .filter(n -> Lexicon.cell(joined(at + 2, n)).isPresent())
                        .findFirst()
                        .orElse(0)
                : 0;
        Optional<Cell> place = length == 0 ? Optional.empty() : Lexicon.cell(joined(at + 2, length));
        claims.add(new Claim.Told(new Phrase(size, colour, noun), number, place));
        forget();
        return length == 0 ? next : at + 2 + length;
    }

    private void forget() {
        number = OptionalInt.empty();
        size = Optional.empty();
        colour = Optional.empty();
    }

    private String joined(int from, int count) {
        return from + count <= words.length ? String.join(" ", List.of(words).subList(from, from + count)) : "";
    }
}
