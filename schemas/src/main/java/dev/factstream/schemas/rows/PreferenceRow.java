package dev.factstream.schemas.rows;

import dev.factstream.schemas.facts.AnswerKind;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Two answers to a question and a label of the better one: what a reward model is trained on.
 *
 * @param id unique within its file
 * @param image path of the picture, relative to the file; empty for a question about no picture
 * @param question the question, without any template
 * @param answer1 one answer
 * @param answer2 another
 * @param preferred 1 or 2: the answer labelled better, including the annotator's errors
 * @param cleanPreferred 1 or 2: the better answer without such errors; the same as {@code preferred} if they are unknown
 * @param hallucination whether one answer hallucinates and the other does not, which decided the label
 * @param written whether the answers were written as a pair rather than sampled from a policy
 * @param captions descriptions of the picture by people
 * @param rationale the reason for the right answer
 * @param kind the kind of answer that the question asks for
 */
public record PreferenceRow(
        String id,
        Optional<String> image,
        String question,
        String answer1,
        String answer2,
        int preferred,
        int cleanPreferred,
        boolean hallucination,
        boolean written,
        List<String> captions,
        Optional<String> rationale,
        AnswerKind kind) {

    public PreferenceRow {
        if (id.isBlank() || question.isBlank()) {
            throw new IllegalArgumentException("id and question must not be blank");
        }
        if (answer1.equals(answer2)) {
            throw new IllegalArgumentException("answer1 and answer2 are the same");
        }
        oneOrTwo("preferred", preferred);
        oneOrTwo("clean_preferred", cleanPreferred);
        captions = List.copyOf(captions);
        Objects.requireNonNull(image, "image");
        Objects.requireNonNull(rationale, "rationale");
        Objects.requireNonNull(kind, "kind");
    }

    private static void oneOrTwo(String what, int answer) {
        if (answer != 1 && answer != 2) {
            throw new IllegalArgumentException(what + " must be 1 or 2, not " + answer);
        }
    }
}
