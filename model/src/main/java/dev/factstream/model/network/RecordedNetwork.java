package dev.factstream.model.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.factstream.model.lora.LoraAdapter;

/** Lets torch record every operation; on any device, for any configuration, without copies of the weights. */
final class RecordedNetwork implements AdaptedNetwork {

    private final VisionLanguageModel model;
    private final LoraAdapter adapter;

    RecordedNetwork(VisionLanguageModel model, LoraAdapter adapter) {
        this.model = model;
        this.adapter = adapter;
    }

    @Override
    public States states(NDManager scope, PackedBatch batch, long[] wanted, boolean gradients) {
        NDArray hidden = model.hiddenStates(scope, batch, null, adapter, gradients);
        return new States(model.at(scope, hidden, wanted, gradients), () -> {});
    }

    @Override
    public States logProbs(NDManager scope, PackedBatch batch, long[] wanted, long[] targets, float temperature) {
        NDArray rows = states(scope, batch, wanted, true).rows();
        return new States(
                model.tokenStatistics(scope, rows, targets, temperature, true).logProbs(), () -> {});
    }

    @Override
    public void adapterChanged() {}

    @Override
    public void close() {}
}
