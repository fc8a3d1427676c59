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
    private static final Pattern SENTENCE = Pattern.compile("[^.!?\\n]+");
    private static final Pattern VERDICT = Pattern.compile("\\s*((yes|no), *)?");
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
        return said(question, answer).stream().map(Said::claim).toList();
    }

    /** The same, with where in the answer each claim is made. */
    static List<Said> said(String question, String answer) {
        List<Said> said = new ArrayList<>();
        Matcher sentences = SENTENCE.matcher(lowerCase(answer));
        while (sentences.find()) {
            Matcher verdict = VERDICT.matcher(sentences.group());
            int start = verdict.lookingAt() ? verdict.end() : 0;
            String words = sentences.group().substring(start).stripTrailing();
            if (!words.contains("cannot")) {
                int before = sentences.start() + start;
                sentence(words, question).forEach(one -> said.add(one.behind(before)));
            }
        }
        return said;
    }

    /** Letter by letter, so that everything stays where it is. */
    private static String lowerCase(String text) {
        StringBuilder lower = new StringBuilder(text);
        for (int i = 0; i < lower.length(); i++) {
            lower.setCharAt(i, Character.toLowerCase(lower.charAt(i)));
        }
        return lower.toString();
    }

    private static List<Said> sentence(String words, String question) {
        return whole(words, question)
                .map(claim -> List.of(new Said(claim, 0, words.length())))
                .orElseGet(() -> phrases(words));
    }

    /** The claim that a sentence makes as a whole; empty where it makes those of its noun phrases. */
    private static Optional<Claim> whole(String words, String question) {
        Matcher m = RELATED.matcher(words);
        if (m.matches() && bothKinds(m.group(1), m.group(3))) {
            Optional<Relation> relation = Arrays.stream(Relation.values())
                    .filter(r -> r.words().equals(m.group(2)))
                    .findFirst();
            return Optional.of(new Claim.Related(phrase(m.group(1)), relation, phrase(m.group(3))));
        }
        Matcher sized = SIZED.matcher(words);
        if (sized.matches() && Lexicon.noun(sized.group(1)).isPresent()) {
            Phrase what = phrase(sized.group(1));
            List<Phrase> others =
                    compared(question).stream().filter(p -> !p.equals(what)).toList();
            Size size = sized.group(2).equals("bigger") ? Size.BIG : Size.SMALL;
            return Optional.of(new Claim.Sized(what, size, others));
        }
        return words.equals("they are equally big")
                ? Optional.of(new Claim.Equal(compared(question)))
                : Optional.empty();
    }

    private static List<Said> phrases(String words) {
        String reordered = reordered(words);
        return reordered.equals(words)
                ? NounPhrases.in(words)
                : NounPhrases.in(reordered).stream()
                        .map(one -> new Said(one.claim(), 0, words.length()))
                        .toList();
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
                        .map(said -> ((Claim.Told) said.claim()).what())
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
