package dev.factstream.schemas.facts;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads which option an answer to a multiple-choice question gives, as people write it. Stateless.
 *
 * <p>The first rule that applies decides:
 *
 * <ol>
 *   <li>The first line begins with a letter that is marked as a choice: {@code B}, {@code b}, {@code (B)}, {@code B)}, {@code B.},
 *       {@code B:}, {@code B, …}, {@code B - …}, {@code **B**}, also after {@code Answer:}, {@code Option} and the like; an answer
 *       that begins by repeating the options is read on.
 *   <li>The first line is a capital letter and words ({@code B blue}). {@code A} and {@code I} are English words, so there the
 *       words must be a verb ({@code A is right}) or the text of the option.
 *   <li>A sentence gives a choice: {@code The answer is B.}, otherwise {@code … so B is right.}, otherwise {@code I choose option (b)}, otherwise {@code It is B.};
 *       or a later line is nothing but a letter.
 *   <li>The first line is the text of exactly one option.
 * </ol>
 *
 * <p>A letter that is no option is no choice; neither are two letters ({@code B or C}) and a denied one ({@code It is not B.}).
 */
public final class ChoiceReader {
    private static final Pattern MARKUP = Pattern.compile(
            "</?[a-zA-Z]+/?>|\\\\(?:boxed|text|textbf|mathrm)\\b|[*_`$#<>{}\"“”]|^[-•]\\s+|^['‘]|['’]$");
    private static final String BRACKETED = "[(\\[]\\s*(?<bracketed>[A-Za-z])\\s*[)\\]]";
    private static final Pattern BEGIN = Pattern.compile(
            "(?iu)^(?:(?:definitely|probably|clearly|sure|certainly|yes|ok|okay|well)[,.!:]?\\s+)?(?:(?:my|the|your|our)\\s+)?(?:(?:correct|right|best|final|most likely)\\s+)*"
                    + "(?:(?:answer|ans\\.?|option|choice|letter)\\s*(?:is\\b)?(?:\\s+(?:option|choice|letter)\\b)?\\s*[:=–—-]?\\s*)?"
                    + "(?:" + BRACKETED
                    + "|(?<plain>[A-Z])(?=\\s*$|\\s*[]):;,!?]|\\s*\\.(?!\\s*\\p{L}\\.)|\\s+[-–—=]+\\s|[–—]))");
    private static final Pattern LETTER_AND_WORDS = Pattern.compile("^(?<letter>[A-Z])\\s+(?<words>\\S.*)$");
    private static final Pattern ONLY_LETTER = Pattern.compile("^(?:" + BRACKETED + "|(?<plain>[A-Z]))[.!]?$");

    /** From the clearest cue to the weakest. */
    private static final List<Pattern> SENTENCES = List.of(
            sentence("answer"),
            Pattern.compile(
                    "(?:\\b|(?=[(\\[]))(?<cue>)(?:" + BRACKETED + "|(?<plain>[A-Z]))"
                            + "(?=\\s+(?:is|seems|looks|would be)\\s+(?:\\w+\\s+)?(?:the\\s+)?(?:\\w+\\s+)?(?:correct|right|best|answer)\\b)"),
            sentence("option|choice|letter|choose|chose|pick|select|go with|going with|guess|say"),
            sentence("is|be|was|it['’]s"));

    private static final Pattern SECOND_LETTER = Pattern.compile("^\\W*?(?:(?i:or|and|nor|and/or)\\s+|[/&+|,]\\s*)(?:"
            + BRACKETED + "|(?<plain>[A-Z])(?![\\p{L}\\p{N}'’-]))");
    private static final Pattern DENIAL =
            Pattern.compile("(?i)(?:\\b(?:not|never|neither|nor|cannot|rule out|except)\\b|n['’]t\\b)[^.,;!?]*$");
    private static final Pattern VERB =
            Pattern.compile("(?i)^\\s+(?:is|was|because|since|as|seems|fits|matches|describes|shows)\\b.*");
    private static final Pattern WRONG =
            Pattern.compile("(?i)^\\W*\\s*(?:is|was)(?:n['’]t|\\s+(?:not|wrong|incorrect|false|clearly wrong))\\b.*");
    private static final Pattern END_OF_PHRASE = Pattern.compile("^\\s*(?:[.,;:)!?\\]].*)?$");
    private static final Set<String> ENGLISH_WORDS = Set.of("A", "I");

    private ChoiceReader() {}

    /** Returns the letter of the option that an answer gives; empty if it gives none. */
    public static Optional<String> read(ChoiceOptions options, String answer) {
        List<String> lines = Normalizer.normalize(answer, Normalizer.Form.NFKC)
                .lines()
                .map(line -> MARKUP.matcher(line.strip()).replaceAll("").strip())
                .filter(line -> !line.isEmpty())
                .toList();
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        String first = lines.get(0);
        if (!repeatsOptions(lines)) {
            Matcher begin = BEGIN.matcher(first);
            if (begin.find() && options.has(letter(begin))) {
                return unlessSecond(options, letter(begin), first.substring(begin.end()));
            }
            Matcher words = LETTER_AND_WORDS.matcher(first);
            if (words.find() && isChoiceWithWords(options, words)) {
                return unlessSecond(options, words.group("letter"), first.substring(words.end("letter")));
            }
        }
        return inSentence(options, lines).or(() -> onlyLetter(options, lines)).or(() -> optionWithText(options, first));
    }

    private static Pattern sentence(String cues) {
        return Pattern.compile("(?i:\\b(?<cue>" + cues + ")\\b)"
                + "(?i:\\s+(?:definitely|probably|clearly|likely|certainly|therefore|thus|most|option|choice|letter|answer|is|be|would|must))*"
                + "\\s*[:=–—-]?\\s*(?:" + BRACKETED + "|(?<plain>[A-Z])(?![\\p{L}\\p{N}'’-]))");
    }

    private static boolean repeatsOptions(List<String> lines) {
        return begins(lines.get(0), "A") && lines.stream().anyMatch(line -> begins(line, "B"));
    }

    private static boolean begins(String line, String letter) {
        Matcher begin = BEGIN.matcher(line);
        return begin.find() && letter(begin).equals(letter);
    }

    private static Optional<String> unlessSecond(ChoiceOptions options, String letter, String rest) {
        Matcher second = SECOND_LETTER.matcher(rest);
        boolean several = second.find()
                && options.has(letter(second))
                && (second.group("bracketed") != null || isNoEnglishWord(second, rest));
        return several ? Optional.empty() : Optional.of(letter);
    }

    private static boolean isChoiceWithWords(ChoiceOptions options, Matcher matcher) {
        String letter = matcher.group("letter");
        String words = matcher.group("words");
        if (!options.has(letter) || WRONG.matcher(words).matches()) {
            return false;
        }
        return !ENGLISH_WORDS.contains(letter)
                || letter.equals("A") && VERB.matcher(" " + words).matches()
                || words(words).equals(words(options.texts().get(letter)));
    }

    private static Optional<String> inSentence(ChoiceOptions options, List<String> lines) {
        for (Pattern pattern : SENTENCES) {
            for (String line : lines) {
                Matcher sentence = pattern.matcher(line);
                while (sentence.find()) {
                    String rest = line.substring(sentence.end());
                    boolean denied =
                            DENIAL.matcher(line.substring(0, sentence.start())).find()
                                    || WRONG.matcher(rest).matches();
                    if (!denied && options.has(letter(sentence)) && isLetter(sentence, line)) {
                        return unlessSecond(options, letter(sentence), rest);
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Whether the letter after a cue is not the article {@code A} or the pronoun {@code I}. */
    private static boolean isLetter(Matcher sentence, String line) {
        return sentence.group("bracketed") != null
                || sentence.group("cue").matches("(?i)option|choice|letter")
                || isNoEnglishWord(sentence, line);
    }

    private static boolean isNoEnglishWord(Matcher matcher, String line) {
        String rest = line.substring(matcher.end());
        return !ENGLISH_WORDS.contains(letter(matcher))
                || END_OF_PHRASE.matcher(rest).matches()
                || letter(matcher).equals("A") && VERB.matcher(rest).matches();
    }

    private static Optional<String> onlyLetter(ChoiceOptions options, List<String> lines) {
        return lines.stream()
                .map(ONLY_LETTER::matcher)
                .filter(Matcher::find)
                .map(ChoiceReader::letter)
                .filter(options::has)
                .findFirst();
    }

    private static Optional<String> optionWithText(ChoiceOptions options, String line) {
        String said = words(line);
        List<String> found = options.texts().entrySet().stream()
                .filter(option -> !said.isEmpty() && words(option.getValue()).equals(said))
                .map(Map.Entry::getKey)
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private static String letter(Matcher matcher) {
        String letter = matcher.group("bracketed") == null ? matcher.group("plain") : matcher.group("bracketed");
        return letter.toUpperCase(Locale.ROOT);
    }

    /** The words of a text in lower case, without a leading article. */
    private static String words(String text) {
        return Pattern.compile("[^\\p{L}\\p{N}]+")
                .splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" "))
                .replaceFirst("^(?:an?|the) (?=.)", "");
    }
}
