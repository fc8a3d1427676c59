package dev.factstream.model.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.factstream.model.engine.Argument;
import dev.factstream.model.lora.LoraAdapter;
import java.util.List;

/**
 * Copies of a language model's weights with an adapter and the norms' weights multiplied in, and what reads the same input
 * joined: the layout is that of {@code adapting.ts.py}. Reading is thread-safe; close it.
 */
public final class FoldedWeights implements AutoCloseable {

    private final VisionLanguageModel model;
    private final NDManager manager;
    private final List<NDArray> lora;
    private NDList tensors = new NDList();

    /** @param adapter null for none; stays the caller's */
    public FoldedWeights(VisionLanguageModel model, LoraAdapter adapter) {
        this.model = model;
        manager = model.newScope();
        lora = adapter == null
                ? List.of(manager.create(new Shape(0)))
                : adapter.scriptArgument(model.config().text());
        refold();
    }

    /** Takes the weights and the adapter as they are now. */
    public void refold() {
        tensors.close();
        tensors = model.script().infer(manager, "fold", Argument.of(model.languageWeights()), Argument.of(lora));
    }

    /** In script order. */
    public List<NDArray> tensors() {
        return tensors;
    }

    /** The adapter as the network's script takes it. */
    List<NDArray> lora() {
        return lora;
    }

    @Override
    public void close() {
        manager.close();
    }
}
