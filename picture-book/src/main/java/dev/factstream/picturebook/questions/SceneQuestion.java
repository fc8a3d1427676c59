package dev.factstream.picturebook.questions;

import dev.factstream.picturebook.world.EnglishWords;
import dev.factstream.picturebook.world.Kind;
import dev.factstream.schemas.facts.AnswerKind;
import java.util.Optional;

/**
 * A question about a scene with its possible answers.
 *
 * @param kind the kind of answer
 * @param type of an open question; empty for the others
 * @param text the question
 * @param correctAnswer {@code yes}, {@code no}, {@code A} to {@code D}; empty for an open question
 * @param rationale the truth behind the answer, as one sentence
 * @param answers true and false answers in words
 * @param subject the kind that an open question is about; empty for the others
 * @param elaboration what habit adds to an answer; empty if nothing
 * @param measure measures answers to an open question; empty for the others, which need their correct answer
 */
public record SceneQuestion(
        AnswerKind kind,
        Optional<QuestionType> type,
        String text,
        Optional<String> correctAnswer,
        String rationale,
        AnswerVariants answers,
        Optional<Kind> subject,
        Optional<Elaboration> elaboration,
        Optional<InformativenessMeasure> measure) {

    /**
     * Creates a yes/no question.
     *
     * @param yes its true answer
     * @param truth the statement behind that answer, without full stop
     * @param falsehood the statement behind the other answer, without full stop
     */
    static SceneQuestion yesNo(String text, boolean yes, String truth, String falsehood) {
        String right = yes ? "yes" : "no";
        String wrong = yes ? "no" : "yes";
        return new SceneQuestion(
                AnswerKind.YES_NO,
                Optional.empty(),
                text,
                Optional.of(right),
                EnglishWords.sentence(truth),
                AnswerVariants.of(
                        EnglishWords.sentence(right + ", " + truth), EnglishWords.sentence(wrong + ", " + falsehood)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Creates an open question; its rationale is its true answer. */
    static SceneQuestion open(
            QuestionType type, String text, AnswerVariants answers, Kind subject, InformativenessMeasure measure) {
        return new SceneQuestion(
                AnswerKind.OPEN,
                Optional.of(type),
                text,
                Optional.empty(),
                answers.truth(),
                answers,
                Optional.of(subject),
                Optional.empty(),
                Optional.of(measure));
    }

    /** Returns a copy with this elaboration. */
    SceneQuestion withElaboration(Elaboration more) {
        return new SceneQuestion(
                kind, type, text, correctAnswer, rationale, answers, subject, Optional.of(more), measure);
    }

    /** Returns a copy whose wrong answer is also the tempting one. */
    SceneQuestion withWrongAsTempting() {
        return new SceneQuestion(
                kind,
                type,
                text,
                correctAnswer,
                rationale,
                answers.withTempting(answers.wrong()),
                subject,
                elaboration,
                measure);
    }

    /** Returns the false answer that the subject is absent; empty if the question is not about exactly one thing. */
    public Optional<String> denial() {
        return type.filter(asked -> asked == QuestionType.ATTRIBUTE || asked == QuestionType.RELATION)
                .flatMap(asked -> subject)
                .map(AdversarialQuestion::denial);
    }

    /** Returns the elaboration of {@code answer}; empty if the question or the answer already names its kind. */
    public Optional<Elaboration> elaborationFor(String answer) {
        return elaboration.filter(more -> !more.repeats(text) && !more.repeats(answer));
    }
}
