package dev.factstream.model.reward;

import dev.factstream.model.image.DecodingLimits;
import java.util.List;
import java.util.Optional;

/**
 * An answer that verifies a reward model at every load.
 *
 * @param image the image file, PNG or JPEG, so that the check covers decoding and preprocessing
 * @see AnswerToScore for the other components
 */
public record SelfCheckInput(
        String question, Optional<byte[]> image, String answer, boolean ended, List<String> facts, long orderSeed) {

    public SelfCheckInput {
        facts = List.copyOf(facts);
    }

    AnswerToScore judged(RewardModel model) {
        return new AnswerToScore(
                question,
                image.map(picture -> model.pixels(picture, DecodingLimits.DEFAULT)),
                answer,
                ended,
                facts,
                orderSeed);
    }
}
