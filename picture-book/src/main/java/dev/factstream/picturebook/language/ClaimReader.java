package dev.factstream.picturebook.language;

import dev.factstream.picturebook.world.Size;
import dev.factstream.picturebook.world.SpatialRelation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the claims about the picture from an answer in the picture book's language. A sentence of no known form still claims
 * what its noun phrases name. 'I cannot tell' claims nothing. Stateless.
 */
public final class ClaimReader {
    private static final Pattern SENTENCE = Pattern.compile("[^.!?\\n]+");
    private static final Pattern VERDICT = Pattern.compile("\\s*((yes|no), *)?");
    private static final Pattern RELATED =
            Pattern.compile("the (\\w+) is (left of|right of|above|below|near) the (\\w+)");
    private static final Pattern SIZED = Pattern.compile("the (\\w+) is (bigger|smaller)");
    private static final Pattern PROPERTY = Pattern.compile("the (\\w+) is (\\w+)");

    private ClaimReader() {}

    /**
     * Returns the claims of an answer.
     *
     * @param question the question answered: 'bigger' and 'they' refer to the things that it names
     */
    public static List<Claim> read(String question, String answer) {
        return readLocated(question, answer).stream().map(LocatedClaim::claim).toList();
    }

    /** Returns the claims of an answer with their positions in it; parameters as of {@link #read}. */
    public static List<LocatedClaim> readLocated(String question, String answer) {
        List<LocatedClaim> said = new ArrayList<>();
        Matcher sentences = SENTENCE.matcher(lowerCase(answer));
        while (sentences.find()) {
            Matcher verdict = VERDICT.matcher(sentences.group());
            int start = verdict.lookingAt() ? verdict.end() : 0;
            String words = sentences.group().substring(start).stripTrailing();
            if (!words.contains("cannot")) {
                int before = sentences.start() + start;
                sentence(words, question).forEach(one -> said.add(one.shiftedBy(before)));
            }
        }
        return said;
    }

    /** Lower-cases character by character, so that positions stay the same. */
    private static String lowerCase(String text) {
        StringBuilder lower = new StringBuilder(text);
        for (int i = 0; i < lower.length(); i++) {
            lower.setCharAt(i, Character.toLowerCase(lower.charAt(i)));
        }
        return lower.toString();
    }

    private static List<LocatedClaim> sentence(String words, String question) {
        return whole(words, question)
                .map(claim -> List.of(new LocatedClaim(claim, 0, words.length())))
                .orElseGet(() -> phrases(words));
    }

    /** Returns the claim of the sentence as a whole; empty if its claims are those of its noun phrases. */
    private static Optional<Claim> whole(String words, String question) {
        Matcher m = RELATED.matcher(words);
        if (m.matches() && bothKinds(m.group(1), m.group(3))) {
            Optional<SpatialRelation> relation = Arrays.stream(SpatialRelation.values())
                    .filter(r -> r.words().equals(m.group(2)))
                    .findFirst();
            return Optional.of(new Claim.Related(phrase(m.group(1)), relation, phrase(m.group(3))));
        }
        Matcher sized = SIZED.matcher(words);
        if (sized.matches() && Lexicon.noun(sized.group(1)).isPresent()) {
            NounPhrase what = phrase(sized.group(1));
            List<NounPhrase> others =
                    compared(question).stream().filter(p -> !p.equals(what)).toList();
            Size size = sized.group(2).equals("bigger") ? Size.BIG : Size.SMALL;
            return Optional.of(new Claim.Sized(what, size, others));
        }
        return words.equals("they are equally big")
                ? Optional.of(new Claim.Equal(compared(question)))
                : Optional.empty();
    }

    private static List<LocatedClaim> phrases(String words) {
        String reordered = reordered(words);
        return reordered.equals(words)
                ? NounPhraseReader.in(words)
                : NounPhraseReader.in(reordered).stream()
                        .map(one -> new LocatedClaim(one.claim(), 0, words.length()))
                        .toList();
    }

    private static boolean bothKinds(String one, String other) {
        return Lexicon.noun(one).isPresent() && Lexicon.noun(other).isPresent();
    }

    private static NounPhrase phrase(String word) {
        return new NounPhrase(
                Optional.empty(), Optional.empty(), Lexicon.noun(word).orElseThrow());
    }

    private static List<NounPhrase> compared(String question) {
        return question.startsWith("Which is bigger")
                ? NounPhraseReader.in(question.toLowerCase(Locale.ROOT)).stream()
                        .map(said -> ((Claim.Existence) said.claim()).what())
                        .toList()
                : List.of();
    }

    /** Rewrites 'the cat is red' as 'the red cat', which makes the same claim. */
    private static String reordered(String words) {
        Matcher m = PROPERTY.matcher(words);
        boolean property = m.matches()
                && (Lexicon.colour(m.group(2)).isPresent()
                        || Lexicon.size(m.group(2)).isPresent());
        return property ? "the " + m.group(2) + " " + m.group(1) : words;
    }
}
