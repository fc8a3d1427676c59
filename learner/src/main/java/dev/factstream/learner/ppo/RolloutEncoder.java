package dev.factstream.learner.ppo;

import dev.factstream.model.image.DecodingLimits;
import dev.factstream.model.network.TokenBatch;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.model.prompt.EncodedPrompt;
import dev.factstream.runtime.settings.PictureSettings;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.ticket.Sampling;
import java.util.List;
import java.util.Optional;

/**
 * Encodes a rollout's prompt as the actor did, with the same prompt template and image processing, and again for the
 * critic, whose images may have another size. Neither prompt contains facts or a judging turn. Thread-safe.
 */
final class RolloutEncoder {

    private final FrozenModels frozen;
    private final float temperature;
    private final DecodingLimits limits;

    RolloutEncoder(FrozenModels frozen, float temperature) {
        this.frozen = frozen;
        this.temperature = temperature;
        PictureSettings bounds = frozen.pictures().settings();
        limits = new DecodingLimits(bounds.pixels(), bounds.decodingTime());
    }

    /**
     * Reads the pictures of a batch in the order in which the brokers have them.
     *
     * @throws org.apache.kafka.common.KafkaException if the brokers do not deliver them
     */
    void prefetch(List<ScoredRollout> batch) {
        frozen.pictures()
                .prefetch(batch.stream()
                        .flatMap(scored -> scored.rollout().question().image().stream())
                        .toList());
    }

    /**
     * Encodes a rollout within the {@link RolloutBounds}.
     *
     * @throws RuntimeException with one line if it was not sampled from the distribution that the ratios refer to, or its prompt
     *     cannot be encoded
     */
    EncodedRollout encode(ScoredRollout scored) {
        Rollout rollout = scored.rollout();
        Sampling sampling = rollout.sampling();
        if (sampling.temperature() != temperature || sampling.topP() != 1 || sampling.topK() != 0) {
            throw new IllegalArgumentException(rollout.rolloutId() + " was sampled with temperature "
                    + sampling.temperature() + ", top-p " + sampling.topP() + ", top-k " + sampling.topK()
                    + "; the learner needs temperature " + temperature + ", top-p 1, top-k 0");
        }
        Optional<byte[]> picture = rollout.question().image().map(frozen.pictures()::bytes);
        TokenBatch.Row row = row(frozen.base(), rollout, picture);
        boolean same = frozen.criticBase() == frozen.base();
        return new EncodedRollout(row, same ? row : row(frozen.criticBase(), rollout, picture), scored);
    }

    private TokenBatch.Row row(VisionLanguageModel model, Rollout rollout, Optional<byte[]> picture) {
        Optional<float[]> pixels =
                picture.map(bytes -> model.imageProcessor().orElseThrow().pixels(bytes, limits));
        EncodedPrompt prompt = model.promptEncoder().encode(rollout.question().text(), pixels);
        int positions = prompt.ids().length + rollout.tokens().length;
        int most = model.config().text().maxPositions();
        if (positions > most) {
            throw new IllegalArgumentException(
                    "prompt and answer have " + positions + " tokens, the model has " + most + " positions");
        }
        return TokenBatch.Row.of(prompt.ids(), rollout.tokens(), pixels);
    }
}
