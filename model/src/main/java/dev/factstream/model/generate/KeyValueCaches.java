package dev.factstream.model.generate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.factstream.model.checkpoint.TextConfig;
import dev.factstream.model.engine.Argument;
import dev.factstream.model.engine.ScriptModule;
import dev.factstream.model.network.Precision;
import dev.factstream.model.network.VisionLanguageModel;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys and values of each layer, [2, slots, kv heads, capacity, head dim], within a budget of positions: slots times capacity.
 * Where sequences get longer the capacity grows, and where that leaves too few slots for the budget, it shrinks to what the
 * running sequences need.
 */
final class KeyValueCaches implements AutoCloseable {

    /** Growing in steps keeps reallocations rare. */
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

    /** What one position takes: keys and values of all layers in fp32. */
    static long bytesPerPosition(TextConfig text) {
        return 2L * text.layers() * text.kvHeads() * text.headDim() * Float.BYTES;
    }

    /** Whether there is, or can be made, room for {@code sequences} of up to {@code length} positions each. */
    boolean fit(int sequences, int length) {
        return sequences <= limits.slots() && (long) sequences * rounded(length) <= limits.cachePositions();
    }

    /**
     * Makes room for {@code sequences} of up to {@code length} positions, which {@link #fit}. What the first {@code kept} slots
     * hold stays; each of them must need no more than {@code length} positions.
     */
    void reserve(int sequences, int length, int kept) {
        if (sequences <= slots && length <= capacity) {
            return;
        }
        int longer = Math.max(capacity, rounded(length));
        int nextCapacity = fit(sequences, longer) ? longer : rounded(length);
        int nextSlots = (int) Math.min(limits.slots(), limits.cachePositions() / nextCapacity);
        for (int layer = 0; layer < text.layers(); layer++) { // one after the other: never are all there twice
            NDArray next = cache(nextSlots, nextCapacity);
            if (tensors.size() <= layer) {
                tensors.add(next);
            } else {
                NDArray old = tensors.set(layer, next);
                carry(old, next, kept, Math.min(capacity, nextCapacity));
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
                            Argument.of(scope.create((long) slots)),
                            Argument.of(scope.create((long) capacity)),
                            Argument.of(scope.create(precision.torchType())))
                    .singletonOrThrow();
        }
    }

    private void carry(NDArray from, NDArray to, int kept, int length) {
        if (kept == 0) {
            return;
        }
        try (NDManager scope = manager.newSubManager()) {
            script.infer(
                    scope,
                    "carry",
                    Argument.of(from),
                    Argument.of(to),
                    Argument.of(scope.create((long) kept)),
                    Argument.of(scope.create((long) length)));
        }
    }

    private int rounded(int length) {
        return Math.max(length, Math.min(text.maxPositions(), (length + STEP - 1) / STEP * STEP));
    }

    List<NDArray> tensors() {
        return tensors;
    }

    /** Positions that there is memory for now. */
    long positions() {
        return (long) slots * capacity;
    }

    @Override
    public void close() {
        manager.close();
    }
}
