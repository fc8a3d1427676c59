package dev.factstream.data.picturebook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads from an answer in the language of the picture book everything that it claims of the picture. A sentence that it does
 * not understand still claims what its noun phrases name. 'I cannot tell' claims nothing. Stateless.
 */
final class ClaimReader {
    private static final Pattern RELATED =
            Pattern.compile("the (\\w+) is (left of|right of|above|below|near) the (\\w+)");
    private static final Pattern SIZED = Pattern.compile("the (\\w+) is (bigger|smaller)");
    private static final Pattern PROPERTY = Pattern.compile("the (\\w+) is (\\w+)");

    private ClaimReader() {}

    /**
     * Reads an answer.
     *
     * @param question what it answers: 'bigger' and 'they' refer to the things that the question names
     */
    static List<Claim> read(String question, String answer) {
        List<Claim> claims = new ArrayList<>();
        for (String sentence : answer.toLowerCase(Locale.ROOT).split("[.!?\\n]+")) {
            String words = sentence.strip().replaceFirst("^(yes|no), *", "");
            if (!words.contains("cannot")) {
                claims.addAll(sentence(words, question));
            }
        }
        return claims;
    }

    private static List<Claim> sentence(String words, String question) {
        Matcher m = RELATED.matcher(words);
        if (m.matches() && bothKinds(m.group(1), m.group(3))) {
            Optional<Relation> relation = Arrays.stream(Relation.values())
                    .filter(r -> r.words().equals(m.group(2)))
                    .findFirst();
            return List.of(new Claim.Related(phrase(m.group(1)), relation, phrase(m.group(3))));
        }
        Matcher sized = SIZED.matcher(words);
        if (sized.matches() && Lexicon.noun(sized.group(1)).isPresent()) {
            Phrase what = phrase(sized.group(1));
            List<Phrase> others =
                    compared(question).stream().filter(p -> !p.equals(what)).toList();
            Size size = sized.group(2).equals("bigger") ? Size.BIG : Size.SMALL;
            return List.of(new Claim.Sized(what, size, others));
        }
        if (words.equals("they are equally big")) {
            return List.of(new Claim.Equal(compared(question)));
        }
        return NounPhrases.in(reordered(words));
    }

    private static boolean bothKinds(String one, String other) {
        return Lexicon.noun(one).isPresent() && Lexicon.noun(other).isPresent();
    }

    private static Phrase phrase(String word) {
        return new Phrase(Optional.empty(), Optional.empty(), Lexicon.noun(word).orElseThrow());
    }

    private static List<Phrase> compared(String question) {
        return question.startsWith("Which is bigger")
                ? NounPhrases.in(question.toLowerCase(Locale.ROOT)).stream()
                        .map(claim -> ((Claim.Told) claim).what())
                        .toList()
                : List.of();
    }

    /** 'The cat is red' as 'the red cat', which claims the same. */
    private static String reordered(String words) {
        Matcher m = PROPERTY.matcher(words);
        boolean property = m.matches()
                && (Lexicon.colour(m.group(2)).isPresent()
                        || Lexicon.size(m.group(2)).isPresent());
        return property ? "the " + m.group(2) + " " + m.group(1) : words;
    }
}
