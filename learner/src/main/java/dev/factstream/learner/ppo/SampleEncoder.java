package dev.factstream.learner.ppo;

import dev.factstream.model.network.TokenBatch;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.model.prompt.EncodedPrompt;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.ticket.Sampling;
import java.util.Optional;

/**
 * Rebuilds what an actor saw from its rollout, by the same prompt template and image processing, and the same again for
 * the critic, whose images may have another size. Neither sees facts or a judging turn. Thread-safe.
 */
final class SampleEncoder {

    private final Foundation foundation;
    private final float temperature;

    SampleEncoder(Foundation foundation, float temperature) {
        this.foundation = foundation;
        this.temperature = temperature;
    }

    /**
     * @throws IllegalArgumentException where the answer was not sampled from the distribution that ratios are taken of
     */
    Sample encode(ScoredRollout scored) {
        Rollout rollout = scored.rollout();
        Sampling sampling = rollout.sampling();
        if (sampling.temperature() != temperature || sampling.topP() != 1 || sampling.topK() != 0) {
            throw new IllegalArgumentException(rollout.rolloutId() + " was sampled with temperature "
                    + sampling.temperature() + ", top-p " + sampling.topP() + ", top-k " + sampling.topK()
                    + "; the learner needs " + temperature + ", 1, 0");
        }
        TokenBatch.Row row = row(foundation.base(), rollout);
        boolean same = foundation.criticBase() == foundation.base();
        return new Sample(row, same ? row : row(foundation.criticBase(), rollout), scored);
    }

    private static TokenBatch.Row row(VisionLanguageModel model, Rollout rollout) {
        Optional<float[]> pixels = rollout.question()
                .image()
                .map(image -> model.imageProcessor().orElseThrow().pixels(image.resolve()));
        EncodedPrompt prompt = model.promptEncoder().encode(rollout.question().text(), pixels);
        return TokenBatch.Row.of(prompt.ids(), rollout.tokens(), pixels);
    }
}
