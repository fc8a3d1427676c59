package dev.factstream.model.reward;

import java.util.List;
import java.util.Optional;

/**
 * An answer that a reward model is tested with whenever it is loaded.
 *
 * @param image the picture's file, PNG or JPEG, so that decoding and preprocessing are tested as well
 * @see JudgedAnswer for the rest
 */
public record SelfCheckInput(
        String question, Optional<byte[]> image, String answer, boolean ended, List<String> facts, long orderSeed) {

    public SelfCheckInput {
        facts = List.copyOf(facts);
    }

    JudgedAnswer judged(RewardModel model) {
        return new JudgedAnswer(question, image.map(model::pixels), answer, ended, facts, orderSeed);
    }
}
