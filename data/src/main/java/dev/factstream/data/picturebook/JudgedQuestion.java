package dev.factstream.data.picturebook;

import dev.factstream.data.rows.PromptRow;
import dev.factstream.schemas.facts.SymbolicAnswer;
import java.util.List;
import java.util.Optional;

/** A question about a picture that can judge answers to it, from what is true of the picture. Immutable. */
public final class JudgedQuestion {
    private final PromptRow row;
    private final PictureQuestion question;
    private final Scene scene;
    private final Painter painter;

    JudgedQuestion(PromptRow row, PictureQuestion question, Scene scene, Painter painter) {
        this.row = row;
        this.question = question;
        this.scene = scene;
        this.painter = painter;
    }

    /** The question with its facts. */
    public PromptRow row() {
        return row;
    }

    /** The picture as PNG, painted at each call. */
    public byte[] png() {
        return painter.png(scene);
    }

    /** The type of an open question; empty for the others. */
    public Optional<QuestionType> type() {
        return question.type();
    }

    /** The super-category of what an open question is about, or for the whole picture of the first thing in it. */
    public Optional<String> topic() {
        return question.subject().map(Kind::category);
    }

    /**
     * Judges an answer: by everything that it says, whether asked for or not. What is false does not inform. Words that
     * make no sentence still name things, and naming what is not there is false; but what names nothing false is not.
     */
    public Judgement judge(String answer) {
        List<Claim> claims = ClaimReader.read(question.text(), answer);
        List<Claim> truths = claims.stream().filter(claim -> claim.holds(scene)).toList();
        boolean falsehood = truths.size() < claims.size();
        if (question.focus().isPresent()) {
            return new Judgement(falsehood, question.focus().get().informativeness(truths));
        }
        Optional<String> given = SymbolicAnswer.given(question.kind(), answer);
        boolean right = given.equals(question.correctAnswer());
        return new Judgement(falsehood || given.isPresent() && !right, right ? Focus.EVERYTHING : 0);
    }

    /**
     * A false answer as habit writes it, for pairs that are written rather than sampled; a true one is in the row. It is the
     * truth and more that is usual but not there; else an answer as if what is asked about were there; else any false one.
     */
    public String falseAnswer() {
        Answers answers = question.answers();
        return question.elaborationOf(answers.truth())
                .filter(more -> !more.there() && !question.type().equals(Optional.of(QuestionType.ADVERSARIAL)))
                .map(more -> answers.truth() + " " + more.sentence())
                .orElse(answers.tempting().orElse(answers.wrong()));
    }

    /** The ways of answering that the generator knows. */
    Answers answers() {
        return question.answers();
    }

    /** What habit adds to an answer; empty where it has nothing to add. */
    Optional<Elaboration> elaborationOf(String answer) {
        return question.elaborationOf(answer);
    }
}
