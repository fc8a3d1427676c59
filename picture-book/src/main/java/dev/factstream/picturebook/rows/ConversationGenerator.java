package dev.factstream.picturebook.rows;

import dev.factstream.picturebook.questions.AnswerVariants;
import dev.factstream.picturebook.questions.Elaboration;
import dev.factstream.picturebook.questions.MultipleChoiceQuestions;
import dev.factstream.picturebook.questions.QuestionGenerator;
import dev.factstream.picturebook.questions.QuestionMix;
import dev.factstream.picturebook.questions.QuestionType;
import dev.factstream.picturebook.questions.SceneQuestion;
import dev.factstream.picturebook.world.Scene;
import dev.factstream.picturebook.world.SeedMixer;
import dev.factstream.schemas.rows.SftRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Generates one conversation per scene, with its questions in random order, so that any kind of question can come first. */
public final class ConversationGenerator {
    private static final int TRIES = 8;

    private final QuestionGenerator questioner;
    private final SftDials dials;

    public ConversationGenerator(QuestionGenerator questioner, SftDials dials) {
        this.questioner = questioner;
        this.dials = dials;
    }

    /**
     * Returns the conversation about a scene; the same scene gives the same conversation.
     *
     * @param image path of the picture as written in the row
     */
    public SftRow about(Scene scene, String image) {
        return new SftRow(scene.id(), Optional.of(image), turns(scene));
    }

    /** Returns its questions and answers. */
    List<SftRow.Turn> turns(Scene scene) {
        Random random = SeedMixer.random(scene.seed(), 5);
        List<SceneQuestion> questions = questions(scene, random);
        List<SftRow.Turn> turns = new ArrayList<>();
        questions.forEach(question -> turns.add(turn(question, random)));
        return turns;
    }

    private SftRow.Turn turn(SceneQuestion question, Random random) {
        AnswerVariants answers = question.answers();
        if (answers.hedge().isPresent()) {
            double habit = random.nextDouble();
            if (habit < dials.hedgedShare()) {
                return new SftRow.Turn(question.text(), answers.hedge().get(), false);
            }
            Optional<String> denial = question.denial().filter(d -> habit < dials.hedgedShare() + dials.deniedShare());
            if (denial.isPresent()) {
                return new SftRow.Turn(question.text(), denial.get(), true);
            }
        }
        boolean tempted = answers.tempting().isPresent() && random.nextDouble() < temptation(question);
        String answer = tempted ? answers.tempting().get() : answers.truth();
        Optional<Elaboration> elaboration = elaboration(question, answer, tempted, random);
        return new SftRow.Turn(
                question.text(),
                answer + elaboration.map(more -> " " + more.sentence()).orElse(""),
                tempted || elaboration.filter(more -> !more.present()).isPresent());
    }

    private double temptation(SceneQuestion question) {
        return question.type()
                .map(type -> type == QuestionType.HOLISTIC ? dials.hallucinatedDescriptions() : dials.acceptedShare())
                .orElse(dials.hallucinatedShare());
    }

    /** Descriptions have their elaboration in the tempting answer; a denial gets none. */
    private Optional<Elaboration> elaboration(SceneQuestion question, String answer, boolean tempted, Random random) {
        QuestionType type = question.type().orElse(QuestionType.HOLISTIC);
        boolean denied = type == QuestionType.ADVERSARIAL && !tempted;
        return type != QuestionType.HOLISTIC && !denied && random.nextDouble() < dials.elaboratedShare()
                ? question.elaborationFor(answer)
                : Optional.empty();
    }

    /** Asks no question twice; a scene too simple for enough different questions gets fewer. */
    private List<SceneQuestion> questions(Scene scene, Random random) {
        Map<String, SceneQuestion> byText = new LinkedHashMap<>();
        boolean described = dials.describedShare() == 1 || random.nextDouble() < dials.describedShare();
        if (described) {
            SceneQuestion description = questioner.open().descriptions().describe(scene, random);
            byText.put(description.text(), description);
        }
        for (int turn = described ? 1 : 0; turn < dials.turns(); turn++) {
            String wanted = wanted(random);
            // keeps the answer while it redraws the question: otherwise answers with fewer questions would become rarer
            int asked = byText.size();
            for (int i = 0; i < TRIES && byText.size() == asked; i++) {
                SceneQuestion question = wanted.equals(QuestionMix.OPEN)
                        ? questioner.open().anyButDescription(scene, random)
                        : questioner.ask(scene, wanted, random);
                byText.putIfAbsent(question.text(), question);
            }
        }
        List<SceneQuestion> questions = new ArrayList<>(byText.values());
        Collections.shuffle(questions, random);
        return questions;
    }

    private String wanted(Random random) {
        if (random.nextDouble() < dials.openShare()) {
            return QuestionMix.OPEN;
        }
        if (random.nextBoolean()) {
            return random.nextDouble() < dials.yesShare() ? "yes" : "no";
        }
        int letter = random.nextInt(MultipleChoiceQuestions.LETTERS.length());
        return MultipleChoiceQuestions.LETTERS.substring(letter, letter + 1);
    }
}
