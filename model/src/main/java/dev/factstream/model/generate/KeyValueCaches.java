package dev.factstream.model.generate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.factstream.model.checkpoint.TextConfig;
import java.util.ArrayList;
import java.util.List;

/** Keys and values of each layer, [2, slots, kv heads, capacity, head dim]; the capacity grows with what is asked for. */
final class KeyValueCaches implements AutoCloseable {

    /** Growing in steps keeps reallocations rare. */
    private static final int STEP = 64;

    private final NDManager parent;
    private final TextConfig text;
    private final int slots;
    private NDManager manager;
    private List<NDArray> tensors = List.of();
    private int capacity;

    KeyValueCaches(NDManager parent, TextConfig text, int slots) {
        this.parent = parent;
        this.text = text;
        this.slots = slots;
        manager = parent.newSubManager();
    }

    /** Makes room for sequences of {@code length} positions; what is cached stays. */
    void reserve(int length) {
        if (length <= capacity) {
            return;
        }
        int grown = (length + STEP - 1) / STEP * STEP;
        NDManager next = parent.newSubManager();
        List<NDArray> larger = new ArrayList<>();
        for (int i = 0; i < text.layers(); i++) {
            NDArray more = next.zeros(new Shape(2, slots, text.kvHeads(), grown - capacity, text.headDim()));
            if (capacity > 0) {
                NDArray joined = tensors.get(i).concat(more, 3);
                joined.attach(next);
                more.close();
                more = joined;
            }
            larger.add(more);
        }
        manager.close();
        manager = next;
        tensors = larger;
        capacity = grown;
    }

    List<NDArray> tensors() {
        return tensors;
    }

    @Override
    public void close() {
        manager.close();
    }
}
