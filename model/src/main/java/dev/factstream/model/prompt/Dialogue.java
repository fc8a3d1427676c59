package dev.factstream.model.prompt;

import java.util.List;
import java.util.Optional;

/**
 * A conversation whose last question is to be answered.
 *
 * @param instruction what stands before the first turn
 * @param turns all but the last with their answers
 * @param pixels the preprocessed image, if there is one
 * @param pictured which turn's question the image belongs to; without meaning where there is none
 */
public record Dialogue(Optional<String> instruction, List<Turn> turns, Optional<float[]> pixels, int pictured) {

    /**
     * A question and what was answered.
     *
     * @param answer empty for the last turn
     */
    public record Turn(String question, Optional<String> answer) {}

    /** @throws IllegalArgumentException if there is not exactly one open question, the last, or no such turn to picture */
    public Dialogue {
        turns = List.copyOf(turns);
        long open = turns.stream().filter(turn -> turn.answer().isEmpty()).count();
        if (open != 1 || turns.get(turns.size() - 1).answer().isPresent()) {
            throw new IllegalArgumentException("the last question of a dialogue, and only that, is open");
        }
        if (pixels.isPresent() && (pictured < 0 || pictured >= turns.size())) {
            throw new IllegalArgumentException("no turn " + pictured + " of " + turns.size() + " to picture");
        }
    }

    /** One question. */
    public static Dialogue of(String question, Optional<float[]> pixels) {
        return new Dialogue(Optional.empty(), List.of(new Turn(question, Optional.empty())), pixels, 0);
    }
}
