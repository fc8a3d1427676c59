package dev.factstream.model.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.factstream.model.lora.LoraAdapter;

/**
 * A model's language network with one adapter, as training reads it: at the positions that are asked for only, and with
 * gradients for the adapter only. Not thread-safe; close it.
 */
public interface AdaptedNetwork extends AutoCloseable {

    /**
     * The faster way that fits: {@link FoldedNetwork} where it can be, else {@link RecordedNetwork}.
     *
     * @param adapter null for none; stays the caller's
     */
    static AdaptedNetwork of(VisionLanguageModel model, LoraAdapter adapter) {
        return of(model, adapter, Kept.EVERYTHING);
    }

    /** @param kept where a network is recorded by torch, everything is kept whatever is asked for */
    static AdaptedNetwork of(VisionLanguageModel model, LoraAdapter adapter, Kept kept) {
        return FoldedNetwork.fits(model)
                ? new FoldedNetwork(model, adapter, kept)
                : new RecordedNetwork(model, adapter);
    }

    /**
     * Hidden states after the final norm.
     *
     * @param batch with features computed before, where there are images
     * @param wanted indices into the flattened ids of {@code batch}, each once
     * @param scope owns the result, and must live until the backward pass is over
     * @param gradients whether a backward pass into the adapter will follow
     */
    States states(NDManager scope, PackedBatch batch, long[] wanted, boolean gradients);

    /**
     * Log-probabilities of tokens, in fp32, for a backward pass into the adapter.
     *
     * @param wanted the positions that predict them, as for {@link #states}
     * @param targets the tokens
     * @param temperature that the logits are divided by
     * @return rows [M]
     */
    States logProbs(NDManager scope, PackedBatch batch, long[] wanted, long[] targets, float temperature);

    /** To be called whenever the adapter's matrices have been changed. */
    void adapterChanged();

    @Override
    void close();

    /**
     * Hidden states, or log-probabilities, and the way back.
     *
     * @param rows [M, H], or [M], of the M wanted positions, in their order
     * @param onward adds to the gradients of the adapter what has arrived in {@code rows}; once, after a backward pass of what
     *     was computed from them
     */
    record States(NDArray rows, Runnable onward) {}
}
