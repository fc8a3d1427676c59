package dev.factstream.schemas.facts;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Extracts the given answer from the text of an answer and judges it by the facts. Rewards and benchmarks share this rule.
 * Stateless.
 *
 * <p>A yes/no answer is the first word, in any case. {@link ChoiceReader} has the rules of a multiple-choice answer.
 */
public final class AnswerGrader {
    private static final Pattern FIRST_WORD = Pattern.compile("^\\W*(\\w+)");

    /** The result of comparing an answer with the correct one. */
    public enum Verdict {
        RIGHT,
        WRONG,
        /** The text gives none of the possible answers, or the question is open. */
        NEITHER
    }

    private AnswerGrader() {}

    /** Judges {@code text}, an answer to {@code question}, the question of {@code facts}. */
    public static Verdict judge(Facts facts, String question, String text) {
        return extract(facts.answerKind(), question, text)
                .map(answer -> facts.correctAnswer().orElseThrow().equals(answer) ? Verdict.RIGHT : Verdict.WRONG)
                .orElse(Verdict.NEITHER);
    }

    /**
     * Returns the answer that {@code text} gives: {@code yes}, {@code no} or the letter of an option that {@code question} lists;
     * empty if it gives none of these.
     */
    public static Optional<String> extract(AnswerKind kind, String question, String text) {
        return switch (kind) {
            case OPEN -> Optional.empty();
            case YES_NO ->
                first(FIRST_WORD, text.toLowerCase(Locale.ROOT))
                        .filter(word -> word.equals("yes") || word.equals("no"));
            case MULTIPLE_CHOICE -> ChoiceReader.read(ChoiceOptions.of(question), text);
        };
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
