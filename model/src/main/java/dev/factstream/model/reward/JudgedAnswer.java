package dev.factstream.model.reward;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;

/**
 * An answer to be scored.
 *
 * @param question as it was asked, without any template
 * @param pixels the picture, processed by the reward model's own image processor
 * @param answer what was answered
 * @param ended whether the answer ended by itself; if not, the model reads it without an end token
 * @param facts what is known of the picture; a reward model that reads none ignores them
 * @param orderSeed decides the order in which facts are read; derive it from the prompt, so that all its answers are judged alike
 */
public record JudgedAnswer(
        String question, Optional<float[]> pixels, String answer, boolean ended, List<String> facts, long orderSeed) {

    public JudgedAnswer {
        Objects.requireNonNull(question, "question");
        Objects.requireNonNull(pixels, "pixels");
        Objects.requireNonNull(answer, "answer");
        facts = List.copyOf(facts);
    }

    /** The facts in the order in which they are read. */
    List<String> orderedFacts() {
        List<String> ordered = new ArrayList<>(facts);
        Collections.shuffle(ordered, new Random(orderSeed));
        return ordered;
    }
}
