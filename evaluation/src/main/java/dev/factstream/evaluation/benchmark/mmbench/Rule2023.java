package dev.factstream.evaluation.benchmark.mmbench;

import dev.factstream.evaluation.benchmark.python.PythonText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The rule of OpenCompass in 2023, which lmms-eval keeps. The letter {@code E} stands for none of the options. */
final class Rule2023 implements ChoiceRule {
    private static final List<String> LETTERS = List.of("A", "B", "C", "D", "E");
    private static final List<String> OPTIONS = List.of("A", "B", "C", "D");
    private static final int SHORT_REPLY = 3;

    /** What may stand around a letter, in the order of the search; {@code X} is the letter. */
    private static final List<String> DECORATIONS =
            List.of("X.", "X,", "X:", "X)", "X).", "(X)", "(X).", ":X", ":X,", ":X.", ":X)", ":X).");

    @Override
    public Optional<String> letter(String reply, Map<String, String> options) {
        return named(reply).or(() -> {
            Map<String, String> known = new TreeMap<>(options);
            known.keySet().retainAll(OPTIONS);
            return OptionText.letter(reply, known);
        });
    }

    private static Optional<String> named(String reply) {
        if (reply.contains(NO_REPLY)) {
            return Optional.empty();
        }
        List<String> words = PythonText.words(reply);
        boolean article = words.contains("A") && words.size() > SHORT_REPLY;
        Optional<String> bare = article ? Optional.empty() : decorated(words, "X");
        return bare.or(() -> DECORATIONS.stream()
                .flatMap(decoration -> decorated(words, decoration).stream())
                .findFirst());
    }

    /** Returns the letter if exactly one occurs with this decoration. */
    private static Optional<String> decorated(List<String> words, String decoration) {
        List<String> found = LETTERS.stream()
                .filter(letter -> words.contains(decoration.replace("X", letter)))
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }
}
