package dev.factstream.data.picturebook;

import dev.factstream.schemas.facts.AnswerKind;
import java.util.Optional;

/**
 * A question about a scene with its true answer.
 *
 * @param kind how it is to be answered
 * @param text as it is asked
 * @param correctAnswer {@code yes}, {@code no}, {@code A} to {@code D}; empty for an open question
 * @param referenceAnswer a true answer in words
 * @param rationale the truth behind it, as one sentence
 * @param temptingAnswer a false answer that someone might give who expects what usually goes together rather than
 *     looking; empty where there is no such temptation
 */
record PictureQuestion(
        AnswerKind kind,
        String text,
        Optional<String> correctAnswer,
        String referenceAnswer,
        String rationale,
        Optional<String> temptingAnswer) {

    static PictureQuestion yesNo(String text, boolean yes, String truth) {
        String answer = yes ? "yes" : "no";
        return new PictureQuestion(
                AnswerKind.YES_NO,
                text,
                Optional.of(answer),
                Words.sentence(answer + ", " + truth),
                Words.sentence(truth),
                Optional.empty());
    }

    PictureQuestion tempting(String wrongAnswer) {
        return new PictureQuestion(kind, text, correctAnswer, referenceAnswer, rationale, Optional.of(wrongAnswer));
    }
}
