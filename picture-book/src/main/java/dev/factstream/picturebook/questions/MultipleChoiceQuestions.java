package dev.factstream.picturebook.questions;

import dev.factstream.picturebook.world.EnglishWords;
import dev.factstream.picturebook.world.Scene;
import dev.factstream.schemas.facts.AnswerKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Asks multiple-choice questions with four options and a rationale, in the style of A-OKVQA. */
public final class MultipleChoiceQuestions {
    public static final String LETTERS = "ABCD";

    private final MultipleChoiceDrafter choices;

    MultipleChoiceQuestions(MultipleChoiceDrafter choices) {
        this.choices = choices;
    }

    /** Asks a question about the scene whose right option has the letter {@code letter}. */
    SceneQuestion ask(Scene scene, char letter, Random random) {
        MultipleChoiceDraft choice = choices.about(scene, random);
        List<String> options = new ArrayList<>(choice.wrong().subList(0, LETTERS.length() - 1));
        Collections.shuffle(options, random);
        options.add(LETTERS.indexOf(letter), choice.right());
        StringBuilder text = new StringBuilder(choice.question());
        for (int i = 0; i < options.size(); i++) {
            text.append(' ').append(LETTERS.charAt(i)).append(". ").append(options.get(i));
        }
        return new SceneQuestion(
                AnswerKind.MULTIPLE_CHOICE,
                Optional.empty(),
                text.toString(),
                Optional.of(String.valueOf(letter)),
                EnglishWords.sentence(choice.truth()),
                AnswerVariants.of(letter + ". " + choice.right(), wrong(options, choice.right(), random)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static String wrong(List<String> options, String right, Random random) {
        int step = 1 + random.nextInt(options.size() - 1);
        int other = (options.indexOf(right) + step) % options.size();
        return LETTERS.charAt(other) + ". " + options.get(other);
    }
}
