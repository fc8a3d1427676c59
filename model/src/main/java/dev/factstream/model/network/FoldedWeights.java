package dev.factstream.model.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.factstream.model.engine.ScriptArgument;
import dev.factstream.model.lora.LoraAdapter;
import java.util.List;
import java.util.stream.Stream;

/**
 * Copies of a language model's weights with an adapter and the norms' weights multiplied in, and with the matrices that read
 * the same input concatenated, in the layout of {@code adapting.ts.py}. Reading is thread-safe. Must be closed.
 */
public final class FoldedWeights implements AutoCloseable {

    private final VisionLanguageModel model;
    private final boolean decoding;
    private final NDManager manager;
    private final List<NDArray> lora;
    private final NDList head;
    private NDList tensors = new NDList();

    /**
     * Creates weights for decoding: in the model's inference precision, with the head.
     *
     * @param adapter null for none; owned by the caller
     */
    public FoldedWeights(VisionLanguageModel model, LoraAdapter adapter) {
        this(model, adapter, true);
    }

    /** Creates weights for training: in fp32, without the head. */
    static FoldedWeights forTraining(VisionLanguageModel model, LoraAdapter adapter) {
        return new FoldedWeights(model, adapter, false);
    }

    private FoldedWeights(VisionLanguageModel model, LoraAdapter adapter, boolean decoding) {
        this.model = model;
        this.decoding = decoding;
        manager = model.newScope();
        lora = adapter == null
                ? List.of(manager.create(new Shape(0)))
                : adapter.scriptArgument(model.config().text());
        refold();
        head = decoding
                ? model.script().infer(manager, "laid_head", ScriptArgument.of(model.head()), type(manager))
                : new NDList();
    }

    /** Recomputes the copies from the current weights and adapter. */
    public void refold() {
        tensors.close();
        if (!decoding) {
            tensors = fold(manager);
            return;
        }
        try (NDManager scope = manager.newSubManager()) {
            tensors = model.script().infer(manager, "for_decoding", ScriptArgument.of(fold(scope)), type(scope));
        }
    }

    private ScriptArgument type(NDManager scope) {
        return ScriptArgument.of(scope.create(model.precision().torchType()));
    }

    private NDList fold(NDManager owner) {
        return model.script().infer(owner, "fold", ScriptArgument.of(model.languageWeights()), ScriptArgument.of(lora));
    }

    /** The output embedding for sampling, in blocks of columns: [blocks, H, columns of a block]. */
    public NDArray head() {
        return head.singletonOrThrow();
    }

    /** The folded weights in script order. */
    public List<NDArray> tensors() {
        return tensors;
    }

    /** The memory of these copies in bytes; the token embeddings are the base's own. */
    public long bytes() {
        return Stream.concat(tensors.stream().skip(1), head.stream())
                .mapToLong(tensor -> tensor.size() * tensor.getDataType().getNumOfBytes())
                .sum();
    }

    /** The adapter as an argument of the network's script. */
    List<NDArray> lora() {
        return lora;
    }

    @Override
    public void close() {
        manager.close();
    }
}
