package dev.factstream.model.reward;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.network.TokenBatch;
import dev.factstream.model.network.VisionLanguageModel;
import java.nio.file.Path;
import java.util.List;

/**
 * Scores answers: the head reads the hidden state at the end of the judging turn (LLaVA-RLHF, arXiv 2309.14525, reads the last
 * position of sequences padded on the left; with causal attention, padding on the right gives the same numbers and needs no mask).
 * The adapter is folded into a copy of the weights, since a score then costs what the base costs.
 *
 * <p>Not thread-safe but for {@link #encode} and {@link #pixels}; close it. The same batch gives the same bits on the same machine and number of threads; batch mates change a
 * score by less than 1e-5.
 */
public final class RewardModel implements AutoCloseable {

    private final RewardManifest manifest;
    private final VisionLanguageModel base;
    private final VisionLanguageModel merged;
    private final LoraAdapter adapter;
    private final RewardHead head;
    private final JudgingEncoder encoder;

    /** Owns all its parts from now on. */
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
     * Loads a folder that {@link RewardModelFolder} describes and scores its self-check.
     *
     * @throws dev.factstream.model.checkpoint.CheckpointException saying which part is not the one that was trained, or that the
     *     self-check fails, and what to do
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

    /** One number for base, adapter, head, template, tokenizer and scale: scores of equal ids may be compared. */
    public String id() {
        return manifest.id();
    }

    /** Whether facts are part of what is read. */
    public boolean readsFacts() {
        return manifest.readsFacts();
    }

    /** The base without the adapter; it stays this model's. */
    public VisionLanguageModel base() {
        return base;
    }

    /** The adapter; it stays this model's. */
    public LoraAdapter adapter() {
        return adapter;
    }

    /**
     * A picture's file as this model sees it.
     *
     * @throws dev.factstream.model.image.ImageException where the file is corrupt
     */
    public float[] pixels(byte[] image) {
        return base.imageProcessor()
                .orElseThrow(() -> new IllegalArgumentException("a text-only reward model cannot see pictures"))
                .pixels(image);
    }

    /**
     * Raw scores of a batch, in order, by one forward pass.
     *
     * @throws UnscorableAnswerException naming the first answer that cannot be read
     */
    public double[] scores(List<JudgedAnswer> answers) {
        return scoresOf(answers.stream().map(this::encode).toList());
    }

    /** Raw scores of answers that {@link #encode} has read, in order, by one forward pass. */
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

    /** An answer as {@link #scoresOf} reads it; other threads may call this meanwhile. @throws UnscorableAnswerException if it cannot be read */
    public TokenBatch.Row encode(JudgedAnswer answer) {
        return encoder.encode(answer);
    }

    /** A raw score in standard deviations from the mean of held-out answers. */
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
