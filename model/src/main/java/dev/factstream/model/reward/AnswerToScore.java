package dev.factstream.model.reward;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;

/**
 * An answer for the reward model to score.
 *
 * @param question the original question, without a template
 * @param pixels the image, processed by the reward model's image processor
 * @param answer text of the answer
 * @param ended whether the answer ended with an end token; if not, the model reads it without one
 * @param facts known facts about the image; ignored by a reward model that reads none
 * @param orderSeed seed for the order of the facts; derive it from the prompt, so that all answers to it are scored alike
 */
public record AnswerToScore(
        String question, Optional<float[]> pixels, String answer, boolean ended, List<String> facts, long orderSeed) {

    public AnswerToScore {
        Objects.requireNonNull(question, "question");
        Objects.requireNonNull(pixels, "pixels");
        Objects.requireNonNull(answer, "answer");
        facts = List.copyOf(facts);
    }

    /** Returns the facts in the order in which the model reads them. */
    List<String> orderedFacts() {
        List<String> ordered = new ArrayList<>(facts);
        Collections.shuffle(ordered, new Random(orderSeed));
        return ordered;
    }
}
