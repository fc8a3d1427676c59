package dev.factstream.evaluation.benchmark.mmbench;

import dev.factstream.evaluation.benchmark.python.PythonText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rule of VLMEvalKit since June 2026 (commit e8e78f0). The letter {@code Z} stands for none of the options. */
final class VlmEvalKitRule implements ChoiceRule {
    private static final String NONE = "Z";
    private static final List<String> REFUSALS = List.of(
            "Sorry, I can't help with images of people yet.",
            "I can't process this file.",
            "I'm sorry, but without the image provided",
            "Cannot determine the answer");
    private static final Pattern PUNCTUATION = Pattern.compile("[.()\\[\\],:;!*#{}]");
    private static final int LAST_WORDS = 4;
    private static final Pattern SENTENCE = Pattern.compile(
            "(?:correct[" + PythonText.SPACES + "]+)?answer[" + PythonText.SPACES + "]+is[" + PythonText.SPACES
                    + "]+\\**([ABCD])",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    @Override
    public Optional<String> letter(String reply, Map<String, String> options) {
        return named(reply, options).or(() -> byText(reply, options));
    }

    private static Optional<String> named(String reply, Map<String, String> options) {
        if (reply.contains(NO_REPLY)) {
            return Optional.empty();
        }
        if (REFUSALS.stream().anyMatch(reply::contains)) {
            return Optional.of(NONE);
        }
        List<String> words = PythonText.words(PUNCTUATION.matcher(reply).replaceAll(" "));
        List<String> letters = options.keySet().stream().filter(words::contains).toList();
        if (letters.isEmpty() && words.contains(NONE)) {
            return Optional.of(NONE);
        }
        if (letters.size() == 1 && words.indexOf(letters.get(0)) >= words.size() - LAST_WORDS) {
            return Optional.of(letters.get(0));
        }
        Matcher sentence = SENTENCE.matcher(reply);
        return sentence.find()
                ? Optional.of(sentence.group(1).toUpperCase(Locale.ROOT)).filter(options::containsKey)
                : Optional.empty();
    }

    /** Looks for an option's text, unless the reply is more than twice as long as all options together. */
    private static Optional<String> byText(String reply, Map<String, String> options) {
        int length = options.values().stream().mapToInt(PythonText::length).sum();
        return PythonText.length(PythonText.lower(reply)) > 2 * length
                ? Optional.empty()
                : OptionText.letter(reply, options);
    }
}
