package dev.factstream.actor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.factstream.model.checkpoint.CheckpointWriter;
import dev.factstream.model.checkpoint.LlavaConfig;
import dev.factstream.model.checkpoint.SpecialTokenIds;
import dev.factstream.model.checkpoint.WeightInitialiser;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.lora.LoraSettings;
import dev.factstream.model.network.TokenBatch;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.model.prompt.EncodedPrompt;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.ticket.ImagePayload;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;

/** Writes a small LLaVA with random weights, which answers fast, and creates adapters and pictures for it. */
public final class TinyModel {
    private static final LoraSettings SHAPE = LoraSettings.of(4, 8, List.of("q_proj", "v_proj", "down_proj"));

    private TinyModel() {}

    /** Writes the model; the same seed gives the same weights. */
    public static void write(Path folder, long seed) {
        Path companions = resources();
        LlavaConfig config = LlavaConfig.read(companions);
        SpecialTokenIds ids = new SpecialTokenIds(Optional.of(1), Optional.of(2), Optional.of(0));
        CheckpointWriter.write(folder, config, WeightInitialiser.weights(config, seed), companions, ids);
    }

    /** Returns an adapter that changes the model noticeably. */
    public static LoraAdapter adapter(VisionLanguageModel model, NDManager parent, long seed) {
        LoraAdapter adapter = LoraAdapter.initial(parent, model.config().text(), SHAPE, seed);
        Random random = new Random(seed);
        adapter.pairs().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(pair -> fill(pair.getValue().b(), random));
        return adapter;
    }

    private static void fill(NDArray array, Random random) {
        float[] values = new float[Math.toIntExact(array.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (0.5 * random.nextGaussian());
        }
        array.set(FloatBuffer.wrap(values));
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
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(20, 16, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                image.setRGB(x, y, random.nextInt(1 << 24));
            }
        }
        try {
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(image, "png", png);
            return ImagePayload.inline(png.toByteArray(), "image/png");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path resources() {
        try {
            return Path.of(TinyModel.class
                            .getResource("/tiny-model/config.json")
                            .toURI())
                    .getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
