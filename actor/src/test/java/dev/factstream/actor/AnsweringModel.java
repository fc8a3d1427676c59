package dev.factstream.actor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.factstream.infra.fixture.ModelResource;
import dev.factstream.infra.fixture.RandomAdapter;
import dev.factstream.infra.fixture.TestPictures;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.lora.LoraSettings;
import dev.factstream.model.network.TokenBatch;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.model.prompt.EncodedPrompt;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.ticket.ImagePayload;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A small LLaVA with random weights, which answers fast, with adapters and pictures for it. */
public final class AnsweringModel {
    private static final ModelResource RESOURCE = new ModelResource("answering");
    private static final LoraSettings LORA = LoraSettings.of(4, 8, List.of("q_proj", "v_proj", "down_proj"));

    private AnsweringModel() {}

    /** Writes the model; the same seed gives the same weights. */
    public static void write(Path folder, long seed) {
        RESOURCE.write(folder, seed);
    }

    /** Returns an adapter that changes the model noticeably. */
    public static LoraAdapter adapter(VisionLanguageModel model, NDManager parent, long seed) {
        return RandomAdapter.of(parent, model, LORA, 0.5, seed);
    }

    /** Recomputes the log-probabilities of a rollout's tokens from its question. */
    public static float[] logProbs(VisionLanguageModel model, Rollout rollout, LoraAdapter adapterOrNull) {
        Optional<float[]> pixels = rollout.question()
                .image()
                .map(image -> model.imageProcessor().orElseThrow().pixels(image.resolve()));
        EncodedPrompt prompt = model.promptEncoder().encode(rollout.question().text(), pixels);
        TokenBatch batch = new TokenBatch(List.of(TokenBatch.Row.of(prompt.ids(), rollout.tokens(), pixels)));
        try (NDManager scope = model.newScope()) {
            NDArray hidden = model.hiddenStates(scope, batch, adapterOrNull, false);
            return model.tokenStatistics(
                            scope, hidden, batch, rollout.sampling().temperature(), false)
                    .logProbs()
                    .toFloatArray();
        }
    }

    /** Returns a picture of coloured noise. */
    public static ImagePayload picture(long seed) {
        return TestPictures.noise(20, 16, seed);
    }
}
