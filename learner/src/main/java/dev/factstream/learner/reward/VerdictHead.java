package dev.factstream.learner.reward;

import ai.djl.ndarray.NDManager;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.model.reward.RewardHead;
import dev.factstream.model.reward.ScoreScale;
import dev.factstream.model.reward.Verdict;
import java.util.Arrays;

/**
 * A reward head that says what the language model would say behind the judging turn: its weights are the output embedding of
 * "good" less that of "bad", so its score is the difference of the two logits, positive where the model finds an answer good. It
 * carries what a base has learned on checks into reward modelling, which otherwise begins by finding it again.
 */
public final class VerdictHead {

    private VerdictHead() {}

    /**
     * Makes one; close it.
     *
     * @param parent the device and the longest possible life
     * @throws dev.factstream.model.checkpoint.CheckpointException if the tokenizer does not tell the two words apart
     */
    public static RewardHead of(VisionLanguageModel model, NDManager parent) {
        float[] good = embedding(model, Verdict.GOOD);
        float[] bad = embedding(model, Verdict.BAD);
        for (int i = 0; i < good.length; i++) {
            good[i] -= bad[i];
        }
        return new RewardHead(parent, good, 0);
    }

    /** The same head in other units: its scores have mean 0 and deviation 1 where those of {@code head} have {@code scale}. */
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
        // the whole table as Java floats: done twice per training, and a row on its own would need an operator of the
        // engine
        return Arrays.copyOfRange(model.head().toFloatArray(), token * width, (token + 1) * width);
    }
}
