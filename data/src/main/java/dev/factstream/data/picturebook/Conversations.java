package dev.factstream.data.picturebook;

import dev.factstream.data.rows.SftRow;
import dev.factstream.schemas.facts.AnswerKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Writes one conversation about each scene, its questions in random order, so that any kind can come first. */
final class Conversations {
    private static final int TRIES = 8;

    private final Questioner questioner;
    private final SftDials dials;

    Conversations(Questioner questioner, SftDials dials) {
        this.questioner = questioner;
        this.dials = dials;
    }

    /**
     * The conversation about a scene, always the same.
     *
     * @param image path of its picture as it should stand in the row
     */
    SftRow about(Scene scene, String image) {
        Random random = Seeds.random(scene.seed(), 5);
        List<PictureQuestion> questions = questions(scene, random);
        List<SftRow.Turn> turns = new ArrayList<>();
        for (PictureQuestion question : questions) {
            boolean hallucinated = question.temptingAnswer().isPresent() && random.nextDouble() < share(question);
            String answer = hallucinated ? question.temptingAnswer().orElseThrow() : question.referenceAnswer();
            turns.add(new SftRow.Turn(question.text(), answer, hallucinated));
        }
        return new SftRow(scene.id(), Optional.of(image), turns);
    }

    private double share(PictureQuestion question) {
        return question.kind() == AnswerKind.OPEN ? dials.hallucinatedDescriptions() : dials.hallucinatedShare();
    }

    /** No question is asked twice; a scene too simple for so many different questions gets fewer. */
    private List<PictureQuestion> questions(Scene scene, Random random) {
        Map<String, PictureQuestion> byText = new LinkedHashMap<>();
        boolean described = dials.describedShare() == 1 || random.nextDouble() < dials.describedShare();
        if (described) {
            PictureQuestion description = questioner.ask(scene, QuestionMix.OPEN, random);
            byText.put(description.text(), description);
        }
        for (int turn = described ? 1 : 0; turn < dials.turns(); turn++) {
            String wanted = wanted(random);
            // the answer stays while the question is redrawn: else the answer with fewer questions would thin out
            int asked = byText.size();
            for (int i = 0; i < TRIES && byText.size() == asked; i++) {
                PictureQuestion question = questioner.ask(scene, wanted, random);
                byText.putIfAbsent(question.text(), question);
            }
        }
        List<PictureQuestion> questions = new ArrayList<>(byText.values());
        Collections.shuffle(questions, random);
        return questions;
    }

    private String wanted(Random random) {
        if (random.nextBoolean()) {
            return random.nextDouble() < dials.yesShare() ? "yes" : "no";
        }
        int letter = random.nextInt(MultipleChoiceQuestions.LETTERS.length());
        return MultipleChoiceQuestions.LETTERS.substring(letter, letter + 1);
    }
}
