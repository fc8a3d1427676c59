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
    private final Precision precision;
    private final NDManager manager;
    private final List<NDArray> lora;
    private NDList tensors = new NDList();

    private NDList head = new NDList();

    /**
     * In the model's precision of inference.
     *
     * @param adapter null for none; stays the caller's
     */
    public FoldedWeights(VisionLanguageModel model, LoraAdapter adapter) {
        this(model, adapter, model.precision());
    }

    /** @param precision of the matrices; a backward pass needs fp32 */
    FoldedWeights(VisionLanguageModel model, LoraAdapter adapter, Precision precision) {
        this.model = model;
        this.precision = precision;
        manager = model.newScope();
        lora = adapter == null
                ? List.of(manager.create(new Shape(0)))
                : adapter.scriptArgument(model.config().text());
        refold();
    }

    /** Takes the weights and the adapter as they are now. */
    public void refold() {
        tensors.close();
        head.close();
        head = new NDList();
        if (precision == Precision.FP32) {
            tensors = fold(manager);
            return;
        }
        try (NDManager scope = manager.newSubManager()) {
            Argument type = Argument.of(scope.create(precision.torchType()));
            tensors = model.script().infer(manager, "in_type", Argument.of(fold(scope)), type);
            head = model.script().infer(manager, "to_type", Argument.of(model.head()), type);
        }
    }

    private NDList fold(NDManager owner) {
        return model.script().infer(owner, "fold", Argument.of(model.languageWeights()), Argument.of(lora));
    }

    /** The output embedding, [V, H]. */
    public NDArray head() {
        return head.isEmpty() ? model.head() : head.singletonOrThrow();
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
