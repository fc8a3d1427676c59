package dev.factstream.data.picturebook;

import dev.factstream.schemas.facts.AnswerKind;
import java.util.Optional;

/**
 * A question about a scene with what could be answered.
 *
 * @param kind how it is to be answered
 * @param type of an open question; empty for the others
 * @param text as it is asked
 * @param correctAnswer {@code yes}, {@code no}, {@code A} to {@code D}; empty for an open question
 * @param rationale the truth behind it, as one sentence
 * @param answers true and false ones in words
 * @param subject the kind that an open question is about; empty for the others
 * @param elaboration what habit adds to an answer; empty where it has nothing to add
 * @param focus what an open question wants to know; empty for the others, which want their correct answer
 */
record PictureQuestion(
        AnswerKind kind,
        Optional<QuestionType> type,
        String text,
        Optional<String> correctAnswer,
        String rationale,
        Answers answers,
        Optional<Kind> subject,
        Optional<Elaboration> elaboration,
        Optional<Focus> focus) {

    /**
     * A yes/no question.
     *
     * @param yes its true answer
     * @param truth the statement behind that answer, without full stop
     * @param falsehood the statement behind the other answer
     */
    static PictureQuestion yesNo(String text, boolean yes, String truth, String falsehood) {
        String right = yes ? "yes" : "no";
        String wrong = yes ? "no" : "yes";
        return new PictureQuestion(
                AnswerKind.YES_NO,
                Optional.empty(),
                text,
                Optional.of(right),
                Words.sentence(truth),
                Answers.of(Words.sentence(right + ", " + truth), Words.sentence(wrong + ", " + falsehood)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** An open question; its rationale is its true answer. */
    static PictureQuestion open(QuestionType type, String text, Answers answers, Kind subject, Focus focus) {
        return new PictureQuestion(
                AnswerKind.OPEN,
                Optional.of(type),
                text,
                Optional.empty(),
                answers.truth(),
                answers,
                Optional.of(subject),
                Optional.empty(),
                Optional.of(focus));
    }

    /** The same where habit has this to add. */
    PictureQuestion elaborated(Elaboration more) {
        return new PictureQuestion(
                kind, type, text, correctAnswer, rationale, answers, subject, Optional.of(more), focus);
    }

    /** The same with its wrong answer marked as one that expectation tempts to. */
    PictureQuestion temptingToBeWrong() {
        return new PictureQuestion(
                kind,
                type,
                text,
                correctAnswer,
                rationale,
                answers.tempting(answers.wrong()),
                subject,
                elaboration,
                focus);
    }

    /** The false answer that the one thing asked about is not there; empty where more than it, or no thing, is asked about. */
    Optional<String> denial() {
        return type.filter(asked -> asked == QuestionType.ATTRIBUTE || asked == QuestionType.RELATION)
                .flatMap(asked -> subject)
                .map(AdversarialQuestion::denial);
    }

    /** What can be added to {@code answer}; empty where that or the question tells of it already. */
    Optional<Elaboration> elaborationOf(String answer) {
        return elaboration.filter(more -> !more.repeats(text) && !more.repeats(answer));
    }
}
