package dev.factstream.model.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.factstream.model.lora.LoraAdapter;

/** An implementation based on torch autograd: runs on any device, for any configuration, without copies of the weights. */
final class AutogradNetwork implements AdaptedNetwork {

    private final VisionLanguageModel model;
    private final LoraAdapter adapter;

    AutogradNetwork(VisionLanguageModel model, LoraAdapter adapter) {
        this.model = model;
        this.adapter = adapter;
    }

    @Override
    public Outputs hiddenStates(NDManager scope, PaddedBatch batch, long[] wanted, boolean gradients) {
        NDArray hidden = model.hiddenStates(scope, batch, null, adapter, gradients);
        return new Outputs(model.rowsAt(scope, hidden, wanted, gradients), () -> {});
    }

    @Override
    public Outputs logProbs(NDManager scope, PaddedBatch batch, long[] wanted, long[] targets, float temperature) {
        NDArray rows = hiddenStates(scope, batch, wanted, true).rows();
        return new Outputs(
                model.tokenStatistics(scope, rows, targets, temperature, true).logProbs(), () -> {});
    }

    @Override
    public void adapterChanged() {}

    @Override
    public void close() {}
}
