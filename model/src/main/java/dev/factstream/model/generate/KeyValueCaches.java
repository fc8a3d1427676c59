package dev.factstream.model.generate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.factstream.model.checkpoint.TextConfig;
import dev.factstream.model.engine.ScriptArgument;
import dev.factstream.model.engine.ScriptModule;
import dev.factstream.model.network.Precision;
import dev.factstream.model.network.VisionLanguageModel;
import java.util.ArrayList;
import java.util.List;

/**
 * The key-value caches, [2, slots, kv heads, capacity, head dim] per layer, within a budget of positions: slots times capacity.
 * The capacity grows for longer sequences. If the budget then allows too few slots, it shrinks to the capacity that the running
 * sequences need.
 */
final class KeyValueCaches implements AutoCloseable {

    /** Growing in steps makes reallocations rare. */
    private static final int STEP = 64;

    private final NDManager manager;
    private final ScriptModule script;
    private final TextConfig text;
    private final Precision precision;
    private final DecoderLimits limits;
    private final List<NDArray> tensors = new ArrayList<>();
    private int slots;
    private int capacity;

    KeyValueCaches(NDManager parent, VisionLanguageModel model, DecoderLimits limits) {
        manager = parent.newSubManager();
        script = model.script();
        text = model.config().text();
        precision = model.precision();
        this.limits = limits;
    }

    /** The memory of one position: keys and values of all layers in fp32. */
    static long bytesPerPosition(TextConfig text) {
        return 2L * text.layers() * text.kvHeads() * text.headDim() * Float.BYTES;
    }

    /** Whether {@code sequences} of up to {@code length} positions each fit, possibly after a reallocation. */
    boolean fits(int sequences, int length) {
        return sequences <= limits.slots() && (long) sequences * rounded(length) <= limits.cachePositions();
    }

    /**
     * Reserves memory for {@code sequences} of up to {@code length} positions, for which {@link #fits} is true. Keeps the content
     * of the first {@code kept} slots, each of which must need at most {@code length} positions.
     */
    void reserve(int sequences, int length, int kept) {
        if (sequences <= slots && length <= capacity) {
            return;
        }
        int longer = Math.max(capacity, rounded(length));
        int nextCapacity = fits(sequences, longer) ? longer : rounded(length);
        int nextSlots = (int) Math.min(limits.slots(), limits.cachePositions() / nextCapacity);
        for (int layer = 0;
                layer < text.layers();
                layer++) { // one layer at a time, so that only one layer is in memory twice
            NDArray next = cache(nextSlots, nextCapacity);
            if (tensors.size() <= layer) {
                tensors.add(next);
            } else {
                NDArray old = tensors.set(layer, next);
                copySlots(old, next, kept, Math.min(capacity, nextCapacity));
                old.close();
            }
        }
        slots = nextSlots;
        capacity = nextCapacity;
    }

    private NDArray cache(int slots, int capacity) {
        try (NDManager scope = manager.newSubManager()) {
            return script.infer(
                            manager,
                            "cache",
                            ScriptArgument.of(scope.create((long) slots)),
                            ScriptArgument.of(scope.create((long) capacity)),
                            ScriptArgument.of(scope.create(precision.torchType())))
                    .singletonOrThrow();
        }
    }

    private void copySlots(NDArray from, NDArray to, int kept, int length) {
        if (kept == 0) {
            return;
        }
        try (NDManager scope = manager.newSubManager()) {
            script.infer(
                    scope,
                    "carry",
                    ScriptArgument.of(from),
                    ScriptArgument.of(to),
                    ScriptArgument.of(scope.create((long) kept)),
                    ScriptArgument.of(scope.create((long) length)));
        }
    }

    private int rounded(int length) {
        return Math.max(length, Math.min(text.maxPositions(), (length + STEP - 1) / STEP * STEP));
    }

    List<NDArray> tensors() {
        return tensors;
    }

    /** The number of positions for which memory is allocated. */
    long positions() {
        return (long) slots * capacity;
    }

    @Override
    public void close() {
        manager.close();
    }
}
