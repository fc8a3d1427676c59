package dev.factstream.schemas.rows;

import dev.factstream.schemas.facts.AnswerKind;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A question for training or evaluation, with the facts by which its answers are judged.
 *
 * @param id unique within its file
 * @param image path of the picture, relative to the file; empty for a question about no picture
 * @param question the question, without any template
 * @param answerKind the kind of answer that it asks for
 * @param correctAnswer {@code yes} or {@code no}; {@code A} to {@code Z}; empty for an open question
 * @param captions descriptions of the picture by people
 * @param rationale the reason for the right answer
 * @param lengthMultiplier scales the length penalty; finite, negative for a bonus
 * @param referenceAnswer a right answer in words
 * @param split for example {@code train} or {@code held-out}
 */
public record PromptRow(
        String id,
        Optional<String> image,
        String question,
        AnswerKind answerKind,
        Optional<String> correctAnswer,
        List<String> captions,
        Optional<String> rationale,
        double lengthMultiplier,
        Optional<String> referenceAnswer,
        String split) {

    public PromptRow {
        if (id.isBlank() || question.isBlank() || split.isBlank()) {
            throw new IllegalArgumentException("id, question and split must not be blank");
        }
        captions = List.copyOf(captions);
        Objects.requireNonNull(image, "image");
        Objects.requireNonNull(rationale, "rationale");
        Objects.requireNonNull(referenceAnswer, "referenceAnswer");
        if (!Double.isFinite(lengthMultiplier)) {
            throw new IllegalArgumentException("length_multiplier must be finite, not " + lengthMultiplier);
        }
        String allowed = switch (answerKind) {
            case OPEN -> "";
            case YES_NO -> "yes|no";
            case MULTIPLE_CHOICE -> "[A-Z]";
        };
        if (!correctAnswer.orElse("").matches(allowed)) {
            throw new IllegalArgumentException("correct_answer of a " + answerKind + " question must be "
                    + (allowed.isEmpty() ? "absent" : allowed) + ", not '" + correctAnswer.orElse("") + "'");
        }
    }
}
