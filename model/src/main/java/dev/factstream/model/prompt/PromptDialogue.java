package dev.factstream.model.prompt;

import java.util.List;
import java.util.Optional;

/**
 * A conversation with an unanswered last question.
 *
 * @param instruction text before the first turn
 * @param turns all but the last have answers
 * @param pixels the preprocessed image, if any
 * @param imageTurn index of the turn whose question refers to the image; ignored without an image
 */
public record PromptDialogue(Optional<String> instruction, List<Turn> turns, Optional<float[]> pixels, int imageTurn) {

    /**
     * A question and its answer.
     *
     * @param answer empty for the last turn
     */
    public record Turn(String question, Optional<String> answer) {}

    /** @throws IllegalArgumentException unless the last question is the only unanswered one, and the turn of the image exists */
    public PromptDialogue {
        turns = List.copyOf(turns);
        long open = turns.stream().filter(turn -> turn.answer().isEmpty()).count();
        if (open != 1 || turns.get(turns.size() - 1).answer().isPresent()) {
            throw new IllegalArgumentException("a dialogue needs exactly one unanswered question, the last one");
        }
        if (pixels.isPresent() && (imageTurn < 0 || imageTurn >= turns.size())) {
            throw new IllegalArgumentException(
                    "the turn of the image is " + imageTurn + ", but there are " + turns.size() + " turns");
        }
    }

    /** Creates a dialogue of one question. */
    public static PromptDialogue of(String question, Optional<float[]> pixels) {
        return new PromptDialogue(Optional.empty(), List.of(new Turn(question, Optional.empty())), pixels, 0);
    }
}
