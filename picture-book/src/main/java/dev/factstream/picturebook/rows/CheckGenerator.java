package dev.factstream.picturebook.rows;

import dev.factstream.picturebook.language.SceneCaptions;
import dev.factstream.picturebook.questions.AnswerVariants;
import dev.factstream.picturebook.questions.QuestionGenerator;
import dev.factstream.picturebook.questions.QuestionMix;
import dev.factstream.picturebook.questions.QuestionType;
import dev.factstream.picturebook.questions.SceneQuestion;
import dev.factstream.picturebook.world.Scene;
import dev.factstream.picturebook.world.SeedMixer;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.rows.CheckRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Generates answers to check, half of them true, in the words of a policy. The words alone must not reveal the label: true and
 * false answers equally often have an elaboration, deny a thing or say yes.
 */
public final class CheckGenerator {
    /** Share of true answers that hedge. */
    private static final double HEDGED = 0.05;

    /** Share of true answers with an elaboration, where the elaboration is true. */
    private static final double TRULY_ELABORATED = 0.95;

    /**
     * Share of false answers that are false because of an elaboration. In the tiny world companions are present in 45 of 100
     * cases, so that true and false answers have elaborations nearly equally often: 0.45 * 0.95 against 0.55 * 0.7 + 0.45 * 0.2.
     */
    private static final double FALSELY_ELABORATED = 0.7;

    /** Share of false answers that are followed by a true elaboration. */
    private static final double FALSE_AND_TRULY_ELABORATED = 0.2;

    private final QuestionGenerator questioner;
    private final CheckDials dials;
    private final TextOnlyScenes told;

    /** @param told the scenes of checks without a picture */
    public CheckGenerator(QuestionGenerator questioner, CheckDials dials, TextOnlyScenes told) {
        this.told = told;
        this.questioner = questioner;
        this.dials = dials;
    }

    /** An answer and whether it is supported. */
    record LabelledAnswer(SceneQuestion question, boolean supported, String answer) {}

    /**
     * Returns the checks about a scene; the same scene gives the same checks.
     *
     * @param image path of the picture as written in the rows
     */
    public List<CheckRow> about(Scene scene, String image) {
        Random random = SeedMixer.random(scene.seed(), 8);
        List<CheckRow> rows = new ArrayList<>();
        for (int i = 0; i < dials.perPicture(); i++) {
            LabelledAnswer draft = labelledAnswer(scene, i, random);
            double sense = random.nextDouble();
            boolean read = sense < dials.readShare();
            boolean seen = !read && sense < dials.readShare() + dials.seenShare();
            // number 0 is the scene of the conversation
            Scene about = read ? told.substituteFor(scene, i + 1) : scene;
            LabelledAnswer check = about.equals(scene) ? draft : labelledAnswer(about, i, random);
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
     * Returns a true or false answer to a question about a scene.
     *
     * @param number selects the kind of question, together with the scene's seed
     */
    LabelledAnswer labelledAnswer(Scene scene, int number, Random random) {
        SceneQuestion question = questioner.ask(scene, QuestionMix.PAPER.wanted(scene.seed(), number), random);
        boolean supported = random.nextBoolean();
        String answer = supported ? truth(question, scene, random) : falsehood(question, random);
        return new LabelledAnswer(question, supported, answer);
    }

    private String truth(SceneQuestion question, Scene scene, Random random) {
        AnswerVariants answers = question.answers();
        if (answers.hedge().isPresent() && random.nextDouble() < HEDGED) {
            return answers.hedge().get();
        }
        boolean elaborated = random.nextDouble() < TRULY_ELABORATED;
        if (question.type().equals(Optional.of(QuestionType.HOLISTIC))) {
            Optional<String> withCompanionLast =
                    questioner.open().descriptions().withCompanionLast(scene);
            return elaborated && withCompanionLast.isPresent() ? withCompanionLast.get() : answers.truth();
        }
        return elaborated ? elaborated(question, answers.truth(), true).orElse(answers.truth()) : answers.truth();
    }

    private String falsehood(SceneQuestion question, Random random) {
        AnswerVariants answers = question.answers();
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

    /** Returns the answer with a true or a false elaboration; empty if there is no such elaboration. */
    private static Optional<String> elaborated(SceneQuestion question, String answer, boolean truly) {
        boolean denial = answer.startsWith("There is no ");
        return question.elaborationFor(answer)
                .filter(more -> more.present() == truly && !denial)
                .map(more -> answer + " " + more.sentence());
    }

    private static List<String> facts(Scene scene, SceneQuestion question, Random random) {
        List<String> facts = new ArrayList<>(SceneCaptions.of(scene));
        if (question.kind() == AnswerKind.MULTIPLE_CHOICE) {
            facts.add(question.rationale());
        }
        Collections.shuffle(facts, random);
        return facts;
    }
}
