package dev.factstream.training.reward;

import ai.djl.ndarray.NDManager;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.model.reward.RewardHead;
import dev.factstream.model.reward.ScoreScale;
import dev.factstream.model.reward.Verdict;
import java.util.Arrays;

/**
 * A reward head that reproduces the language model's verdict after the judging turn: its weights are the output embedding of
 * "good" minus that of "bad", so its score is the difference of the two logits, positive if the model finds an answer good. It
 * transfers the base's knowledge from checks to the reward model, which would otherwise have to learn it again.
 */
public final class VerdictHead {

    private VerdictHead() {}

    /**
     * Creates a head; close it.
     *
     * @param parent manager that gives the device; closing it frees the head
     * @throws dev.factstream.model.checkpoint.ModelFormatException if the tokenizer does not distinguish the two words
     */
    public static RewardHead of(VisionLanguageModel model, NDManager parent) {
        float[] good = embedding(model, Verdict.GOOD);
        float[] bad = embedding(model, Verdict.BAD);
        for (int i = 0; i < good.length; i++) {
            good[i] -= bad[i];
        }
        return new RewardHead(parent, good, 0);
    }

    /** Rescales a head: its scores have mean 0 and deviation 1 if those of {@code head} have {@code scale}. */
    static RewardHead standardised(NDManager parent, RewardHead head, ScoreScale scale) {
        float[] weights = head.tensors().get("weight").toFloatArray();
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (weights[i] / scale.deviation());
        }
        return new RewardHead(parent, weights, (float) scale.standardised(0));
    }

    private static float[] embedding(VisionLanguageModel model, Verdict verdict) {
        int width = model.config().text().hiddenSize();
        int token = verdict.token(model.tokenizer());
        // copies the whole table to Java floats: this happens twice per training, and reading a single row would need
        // an
        // operator of the engine
        return Arrays.copyOfRange(model.head().toFloatArray(), token * width, (token + 1) * width);
    }
}
