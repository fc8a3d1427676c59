package dev.factstream.picturebook.language;

import dev.factstream.picturebook.world.Cell;
import dev.factstream.picturebook.world.Colour;
import dev.factstream.picturebook.world.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds the noun phrases of a sentence, each with the number, size, colour and place directly attached to it, and the
 * environments that the sentence names. Ignores the words between them.
 */
final class NounPhraseReader {
    private static final Pattern WORD = Pattern.compile("\\w+");
    private static final int NONE = -1;

    private final List<MatchResult> words;
    private final List<LocatedClaim> claims = new ArrayList<>();
    private int first = NONE;
    private OptionalInt number = OptionalInt.empty();
    private Optional<Size> size = Optional.empty();
    private Optional<Colour> colour = Optional.empty();

    private NounPhraseReader(String sentence) {
        words = WORD.matcher(sentence).results().toList();
    }

    /** Returns the claims of a sentence of lower-case words, with their positions. */
    static List<LocatedClaim> in(String sentence) {
        NounPhraseReader phrases = new NounPhraseReader(sentence);
        for (int i = 0; i < phrases.words.size(); ) {
            i = phrases.step(i);
        }
        return phrases.claims;
    }

    /** Reads the word at {@code i}, or more; returns the index to continue at. */
    private int step(int i) {
        // 'kitchen thing' is a noun, 'kitchen' an environment
        for (int length = 2; length >= 1; length--) {
            Optional<String> noun = Lexicon.noun(joined(i, length));
            if (noun.isPresent()) {
                return existence(noun.get(), i, i + length);
            }
        }
        String word = words.get(i).group();
        if (Lexicon.environment(word)) {
            add(new Claim.Place(word), i, i + 1);
        } else if (Lexicon.number(word).isPresent()) {
            reset();
            first = i;
            number = Lexicon.number(word);
        } else if (Lexicon.size(word).isPresent()) {
            first = first == NONE ? i : first;
            size = Lexicon.size(word);
        } else if (Lexicon.colour(word).isPresent()) {
            first = first == NONE ? i : first;
            colour = Lexicon.colour(word);
        } else if (!number.equals(OptionalInt.of(0)) || !word.matches("an?")) {
            reset();
        }
        return i + 1;
    }

    private int existence(String noun, int at, int behind) {
        int is = behind < words.size() && words.get(behind).group().equals("is") ? behind + 1 : behind;
        boolean placed = joined(is, 2).matches("(at|in) the");
        // the longest name of a cell at this position: 'top left' before 'top'
        int length = placed
                ? IntStream.of(2, 1)
                        .filter(n -> Lexicon.cell(joined(is + 2, n)).isPresent())
                        .findFirst()
                        .orElse(0)
                : 0;
        Optional<Cell> place = length == 0 ? Optional.empty() : Lexicon.cell(joined(is + 2, length));
        int next = length == 0 ? behind : is + 2 + length;
        add(new Claim.Existence(new NounPhrase(size, colour, noun), number, place), first == NONE ? at : first, next);
        reset();
        return next;
    }

    private void add(Claim claim, int from, int to) {
        claims.add(new LocatedClaim(
                claim, words.get(from).start(), words.get(to - 1).end()));
    }

    private void reset() {
        first = NONE;
        number = OptionalInt.empty();
        size = Optional.empty();
        colour = Optional.empty();
    }

    private String joined(int from, int count) {
        return from + count <= words.size()
                ? words.subList(from, from + count).stream()
                        .map(MatchResult::group)
                        .collect(Collectors.joining(" "))
                : "";
    }
}
