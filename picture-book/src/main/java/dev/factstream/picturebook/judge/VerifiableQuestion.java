package dev.factstream.picturebook.judge;

import dev.factstream.picturebook.drawing.SceneRenderer;
import dev.factstream.picturebook.language.Claim;
import dev.factstream.picturebook.language.ClaimReader;
import dev.factstream.picturebook.questions.AnswerVariants;
import dev.factstream.picturebook.questions.Elaboration;
import dev.factstream.picturebook.questions.InformativenessMeasure;
import dev.factstream.picturebook.questions.QuestionType;
import dev.factstream.picturebook.questions.SceneQuestion;
import dev.factstream.picturebook.world.Kind;
import dev.factstream.picturebook.world.Scene;
import dev.factstream.schemas.facts.AnswerGrader;
import dev.factstream.schemas.rows.PromptRow;
import java.util.List;
import java.util.Optional;

/** A question about a picture that judges answers by the picture's scene graph. Immutable. */
public final class VerifiableQuestion {
    private final PromptRow row;
    private final SceneQuestion question;
    private final Scene scene;
    private final SceneRenderer painter;

    public VerifiableQuestion(PromptRow row, SceneQuestion question, Scene scene, SceneRenderer painter) {
        this.row = row;
        this.question = question;
        this.scene = scene;
        this.painter = painter;
    }

    /** The question with its facts. */
    public PromptRow row() {
        return row;
    }

    /** Renders the picture as PNG, anew at each call. */
    public byte[] png() {
        return painter.png(scene);
    }

    /** The type of an open question; empty for the others. */
    public Optional<QuestionType> type() {
        return question.type();
    }

    /**
     * The super-category of the subject of an open question; for a question about the whole picture, that of its first thing.
     */
    public Optional<String> topic() {
        return question.subject().map(Kind::category);
    }

    /**
     * Judges an answer by all its claims, asked for or not. False claims do not inform. Words that form no sentence still name
     * things, and naming an absent thing is false; words that name nothing are not false.
     */
    public AnswerJudgement judge(String answer) {
        List<Claim> claims = ClaimReader.read(question.text(), answer);
        List<Claim> truths = claims.stream().filter(claim -> claim.holds(scene)).toList();
        boolean falsehood = truths.size() < claims.size();
        if (question.measure().isPresent()) {
            return new AnswerJudgement(falsehood, question.measure().get().informativeness(truths));
        }
        Optional<String> given = AnswerGrader.extract(question.kind(), question.text(), answer);
        boolean right = given.equals(question.correctAnswer());
        return new AnswerJudgement(
                falsehood || given.isPresent() && !right, right ? InformativenessMeasure.EVERYTHING : 0);
    }

    /**
     * Returns a false answer as habit produces it, for pairs that are written rather than sampled; the row has a true one. It
     * is the truth with an elaboration about an absent thing; otherwise an answer that treats the absent subject as present;
     * otherwise any false answer.
     */
    public String falseAnswer() {
        AnswerVariants answers = question.answers();
        return question.elaborationFor(answers.truth())
                .filter(more -> !more.present() && !question.type().equals(Optional.of(QuestionType.ADVERSARIAL)))
                .map(more -> answers.truth() + " " + more.sentence())
                .orElse(answers.tempting().orElse(answers.wrong()));
    }

    /** The answers that the generator knows. */
    AnswerVariants answers() {
        return question.answers();
    }

    Scene scene() {
        return scene;
    }

    /** Returns what habit adds to an answer; empty if nothing. */
    Optional<Elaboration> elaborationFor(String answer) {
        return question.elaborationFor(answer);
    }
}
