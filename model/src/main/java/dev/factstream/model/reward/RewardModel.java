package dev.factstream.model.reward;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.factstream.model.image.DecodingLimits;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.network.TokenBatch;
import dev.factstream.model.network.VisionLanguageModel;
import java.nio.file.Path;
import java.util.List;

/**
 * Scores answers: the head maps the hidden state at the end of the judging turn to a score (LLaVA-RLHF, arXiv 2309.14525, uses
 * the last position of sequences padded on the left; with causal attention, padding on the right gives the same numbers and needs
 * no mask). The adapter is merged into a copy of the weights, so that a score costs no more than with the base alone.
 *
 * <p>Not thread-safe except {@link #encode} and {@link #pixels}; must be closed. The same batch gives the same bits on the same
 * machine with the same number of threads; other answers in the batch change a score by less than 1e-5.
 */
public final class RewardModel implements AutoCloseable {

    private final RewardManifest manifest;
    private final VisionLanguageModel base;
    private final VisionLanguageModel merged;
    private final LoraAdapter adapter;
    private final RewardHead head;
    private final JudgingEncoder encoder;

    /** Takes ownership of all parts. */
    RewardModel(
            RewardManifest manifest,
            VisionLanguageModel base,
            LoraAdapter adapter,
            RewardHead head,
            JudgingTemplate template) {
        this.manifest = manifest;
        this.base = base;
        this.adapter = adapter;
        this.head = head;
        merged = base.merged(adapter);
        encoder = new JudgingEncoder(base, template);
    }

    /**
     * Loads a folder as described in {@link RewardModelFolder} and runs its self-check.
     *
     * @throws dev.factstream.model.checkpoint.ModelFormatException if a part is not the trained one or the self-check fails, with
     *     the part and the remedy
     */
    public static RewardModel load(Path folder, Device device) {
        RewardModel model = RewardModelFolder.open(folder, device);
        try {
            SelfCheck.verify(folder, model);
            return model;
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    /** The hash of base, adapter, head, template, tokenizer and scale: scores with equal ids are comparable. */
    public String id() {
        return manifest.id();
    }

    /** Whether the model reads facts. */
    public boolean readsFacts() {
        return manifest.readsFacts();
    }

    /** The base without the adapter; owned by this model. */
    public VisionLanguageModel base() {
        return base;
    }

    /** The adapter; owned by this model. */
    public LoraAdapter adapter() {
        return adapter;
    }

    /**
     * Preprocesses an image file for this model.
     *
     * @throws dev.factstream.model.image.ImageException if the file is corrupt or exceeds the limits
     */
    public float[] pixels(byte[] image, DecodingLimits limits) {
        return base.imageProcessor()
                .orElseThrow(() -> new IllegalArgumentException("a text-only reward model does not accept images"))
                .pixels(image, limits);
    }

    /**
     * Computes the raw scores of a batch, in order, with one forward pass.
     *
     * @throws UnscorableAnswerException naming the first unscorable answer
     */
    public double[] scores(List<AnswerToScore> answers) {
        return scoresOf(answers.stream().map(this::encode).toList());
    }

    /** Computes the raw scores of answers encoded by {@link #encode}, in order, with one forward pass. */
    public double[] scoresOf(List<TokenBatch.Row> answers) {
        if (answers.isEmpty()) {
            return new double[0];
        }
        TokenBatch batch = new TokenBatch(answers);
        try (NDManager scope = merged.newScope()) {
            NDArray hidden = merged.hiddenStates(scope, batch, null, false);
            float[] scores = head.scores(scope, hidden, batch, false).toFloatArray();
            double[] result = new double[scores.length];
            java.util.Arrays.setAll(result, i -> scores[i]);
            return result;
        }
    }

    /**
     * Encodes an answer for {@link #scoresOf}; thread-safe.
     *
     * @throws UnscorableAnswerException if the answer cannot be encoded
     */
    public TokenBatch.Row encode(AnswerToScore answer) {
        return encoder.encode(answer);
    }

    /** Converts a raw score to standard deviations from the mean of held-out answers. */
    public double standardised(double score) {
        return manifest.scale().standardised(score);
    }

    @Override
    public void close() {
        merged.close();
        head.close();
        adapter.close();
        base.close();
    }
}
