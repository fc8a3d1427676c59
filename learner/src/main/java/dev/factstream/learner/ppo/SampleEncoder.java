package dev.factstream.learner.ppo;

import dev.factstream.model.network.TokenBatch;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.model.prompt.EncodedPrompt;
import dev.factstream.model.prompt.PromptEncoder;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.ticket.Sampling;
import java.util.Optional;

/** Rebuilds what an actor saw from its rollout, by the same prompt template and image processing. Thread-safe. */
final class SampleEncoder {

    private final VisionLanguageModel model;
    private final PromptEncoder prompts;
    private final float temperature;

    SampleEncoder(VisionLanguageModel model, float temperature) {
        this.model = model;
        this.temperature = temperature;
        prompts = model.promptEncoder(model.config().text().maxPositions());
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
        Optional<float[]> pixels = rollout.question()
                .image()
                .map(image -> model.imageProcessor().orElseThrow().pixels(image.resolve()));
        EncodedPrompt prompt = prompts.encode(rollout.question().text(), pixels);
        return new Sample(TokenBatch.Row.of(prompt.ids(), rollout.tokens(), pixels), scored);
    }
}
