package dev.factstream.data.picturebook;

import dev.factstream.data.rows.CheckRow;
import dev.factstream.schemas.facts.AnswerKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Writes answers to check: true and false ones, half of each, in the words in which a policy answers. The words of an
 * answer alone shall not tell which it is: as many true as false ones go on about something else, deny a thing, or say yes.
 */
final class Checks {
    /** Shares of true answers that hedge, and that go on where what they go on about is there. */
    private static final double HEDGED = 0.05;

    private static final double TRULY_ELABORATED = 0.95;

    /**
     * Shares of false answers that are false by going on about what is not there, and that go on about what is there
     * after being false. In the tiny world companions are there in 45 of 100 cases, so that elaborations are true and
     * nearly alike: 0.45 * 0.95 against 0.55 * 0.7 + 0.45 * 0.2.
     */
    private static final double FALSELY_ELABORATED = 0.7;

    private static final double FALSE_AND_TRULY_ELABORATED = 0.2;

    private final Questioner questioner;
    private final CheckDials dials;
    private final ToldScenes told;

    /** @param told the scenes that checks without a picture are about */
    Checks(Questioner questioner, CheckDials dials, ToldScenes told) {
        this.told = told;
        this.questioner = questioner;
        this.dials = dials;
    }

    /** An answer, and whether it is supported. */
    record Draft(PictureQuestion question, boolean supported, String answer) {}

    /**
     * The checks about a scene, always the same.
     *
     * @param image path of its picture as it should stand in the rows
     */
    List<CheckRow> about(Scene scene, String image) {
        Random random = Seeds.random(scene.seed(), 8);
        List<CheckRow> rows = new ArrayList<>();
        for (int i = 0; i < dials.perPicture(); i++) {
            Draft draft = draft(scene, i, random);
            double sense = random.nextDouble();
            boolean read = sense < dials.readShare();
            boolean seen = !read && sense < dials.readShare() + dials.seenShare();
            // number 0 is told in the conversation
            Scene about = read ? told.insteadOf(scene, i + 1) : scene;
            Draft check = about.equals(scene) ? draft : draft(about, i, random);
            rows.add(new CheckRow(
                    scene.id() + "-check-" + i,
                    read ? Optional.empty() : Optional.of(image),
                    check.question().text(),
                    check.answer(),
                    seen ? List.of() : facts(about, check.question(), random),
                    check.supported()));
        }
        return rows;
    }

    /**
     * An answer to a question about a scene, true or false.
     *
     * @param number decides with the scene's seed which kind of question is asked
     */
    Draft draft(Scene scene, int number, Random random) {
        PictureQuestion question = questioner.ask(scene, QuestionMix.PAPER.wanted(scene.seed(), number), random);
        boolean supported = random.nextBoolean();
        String answer = supported ? truth(question, scene, random) : falsehood(question, random);
        return new Draft(question, supported, answer);
    }

    private String truth(PictureQuestion question, Scene scene, Random random) {
        Answers answers = question.answers();
        if (answers.hedge().isPresent() && random.nextDouble() < HEDGED) {
            return answers.hedge().get();
        }
        boolean elaborated = random.nextDouble() < TRULY_ELABORATED;
        if (question.type().equals(Optional.of(QuestionType.HOLISTIC))) {
            Optional<String> sparing = questioner.open().descriptions().sparing(scene);
            return elaborated && sparing.isPresent() ? sparing.get() : answers.truth();
        }
        return elaborated ? elaborated(question, answers.truth(), true).orElse(answers.truth()) : answers.truth();
    }

    private String falsehood(PictureQuestion question, Random random) {
        Answers answers = question.answers();
        double lot = random.nextDouble();
        if (question.type().equals(Optional.of(QuestionType.HOLISTIC))) {
            return lot < FALSELY_ELABORATED ? answers.tempting().orElse(answers.wrong()) : answers.wrong();
        }
        String wrong = lot < FALSE_AND_TRULY_ELABORATED
                ? elaborated(question, answers.wrong(), true).orElse(answers.wrong())
                : answers.wrong();
        return lot < FALSELY_ELABORATED
                ? elaborated(question, answers.truth(), false).orElse(wrong)
                : wrong;
    }

    /** The answer and more that is true, or more that is false; empty where habit adds nothing of the sort. */
    private static Optional<String> elaborated(PictureQuestion question, String answer, boolean truly) {
        boolean denial = answer.startsWith("There is no ");
        return question.elaborationOf(answer)
                .filter(more -> more.there() == truly && !denial)
                .map(more -> answer + " " + more.sentence());
    }

    private static List<String> facts(Scene scene, PictureQuestion question, Random random) {
        List<String> facts = new ArrayList<>(Captions.of(scene));
        if (question.kind() == AnswerKind.MULTIPLE_CHOICE) {
            facts.add(question.rationale());
        }
        Collections.shuffle(facts, random);
        return facts;
    }
}
