package dev.factstream.model.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.factstream.model.lora.LoraAdapter;

/**
 * A model's language network with one adapter, for training: computes outputs at the requested positions only, and gradients
 * of the adapter only. Not thread-safe; must be closed.
 */
public interface AdaptedNetwork extends AutoCloseable {

    /**
     * Creates the fastest supported implementation: {@link FoldedNetwork} if it supports the model, else {@link AutogradNetwork}.
     *
     * @param adapter null for none; owned by the caller
     */
    static AdaptedNetwork of(VisionLanguageModel model, LoraAdapter adapter) {
        return of(model, adapter, StoredActivations.EVERYTHING);
    }

    /** @param stored ignored by a network that torch records, which always stores everything */
    static AdaptedNetwork of(VisionLanguageModel model, LoraAdapter adapter, StoredActivations stored) {
        return FoldedNetwork.supports(model)
                ? new FoldedNetwork(model, adapter, stored)
                : new AutogradNetwork(model, adapter);
    }

    /**
     * Computes hidden states after the final norm.
     *
     * @param batch with precomputed features, if it has images
     * @param wanted the requested positions, as distinct indices into the flattened ids of {@code batch}
     * @param scope owns the result; must stay open until the backward pass has finished
     * @param gradients whether a backward pass into the adapter follows
     */
    Outputs hiddenStates(NDManager scope, PaddedBatch batch, long[] wanted, boolean gradients);

    /**
     * Computes log-probabilities of tokens in fp32, for a backward pass into the adapter.
     *
     * @param wanted the positions that predict the tokens, as for {@link #hiddenStates}
     * @param targets the tokens
     * @param temperature divisor of the logits
     * @return rows [M]
     */
    Outputs logProbs(NDManager scope, PaddedBatch batch, long[] wanted, long[] targets, float temperature);

    /** Must be called after every change of the adapter's matrices. */
    void adapterChanged();

    @Override
    void close();

    /**
     * Hidden states or log-probabilities, and their backward pass.
     *
     * @param rows [M, H], or [M], of the M requested positions, in their order
     * @param backward propagates the accumulated gradient of {@code rows} to the gradients of the adapter; run it once, after
     *     the backward pass of the values computed from {@code rows}
     */
    record Outputs(NDArray rows, Runnable backward) {}
}
