package dev.factstream.model.generate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.factstream.model.engine.Argument;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.network.FoldedWeights;
import dev.factstream.model.network.PackedBatch;
import dev.factstream.model.network.VisionLanguageModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Continuous batching: sequences run side by side in slots, each step draws one token for every one of them, and the slot
 * of a finished sequence is free at once. The running sequences always fill the first slots, so that a step costs what is running.
 *
 * <p>It draws with a copy of the language model's weights, made by {@link #useAdapter}. Not thread-safe; several decoders may
 * share one model.
 */
public final class Decoder implements AutoCloseable {

    private final VisionLanguageModel model;
    private final Set<Integer> stops;
    private final int slots;
    private final NDManager manager;
    private final KeyValueCaches caches;
    private final List<RunningSequence> running = new ArrayList<>();
    private FoldedWeights weights;

    /**
     * @param slots most sequences that run at once
     * @param stops tokens that end a sequence
     */
    public Decoder(VisionLanguageModel model, int slots, Set<Integer> stops) {
        this.model = model;
        this.slots = slots;
        this.stops = Set.copyOf(stops);
        manager = model.newScope();
        caches = new KeyValueCaches(manager, model.config().text(), slots);
        weights = new FoldedWeights(model, null);
    }

    /** Sequences that can still be admitted. */
    public int free() {
        return slots - running.size();
    }

    /** The sequences that are running, in no particular order. */
    public List<RunningSequence> running() {
        return Collections.unmodifiableList(running);
    }

    /**
     * Draws from now on with {@code adapter} merged into the weights.
     *
     * @param adapter null for none; it may be closed afterwards
     * @param rebuild whether running sequences are read again under the new weights; otherwise they go on with the keys and
     *     values that the old weights made
     */
    public void useAdapter(LoraAdapter adapter, boolean rebuild) {
        FoldedWeights next = new FoldedWeights(model, adapter);
        weights.close();
        weights = next;
        if (rebuild && !running.isEmpty()) {
            try (NDManager scope = manager.newSubManager()) {
                read(scope, running, 0);
            }
        }
    }

    /**
     * Reads the prompts and draws the first token of each.
     *
     * @return the new sequences, in the order of the requests; some may be finished already and are not running then
     * @throws IllegalArgumentException where there are more requests than free slots, or one is longer than the model allows
     */
    public List<RunningSequence> admit(List<GenerationRequest> requests) {
        List<RunningSequence> admitted =
                requests.stream().map(RunningSequence::new).toList();
        int longest =
                admitted.stream().mapToInt(RunningSequence::capacity).max().orElse(0);
        if (requests.size() > free() || longest > model.config().text().maxPositions()) {
            throw new IllegalArgumentException(requests.size() + " requests for " + free() + " slots, the longest with "
                    + longest + " of " + model.config().text().maxPositions() + " positions");
        }
        if (!requests.isEmpty()) {
            caches.reserve(longest);
            try (NDManager scope = manager.newSubManager()) {
                NDArray hidden = read(scope, admitted, running.size());
                NDArray drawn =
                        call(scope, "draw", Argument.of(hidden), Argument.of(model.head()), sampling(scope, admitted));
                running.addAll(admitted);
                record(drawn, admitted);
            }
            release();
        }
        return admitted;
    }

    /**
     * Draws one token for every running sequence.
     *
     * @return the sequences that finished with it; their slots are free
     */
    public List<RunningSequence> step() {
        if (running.isEmpty()) {
            return List.of();
        }
        try (NDManager scope = manager.newSubManager()) {
            NDArray drawn = call(
                    scope,
                    "step",
                    Argument.of(scope.create(running.stream()
                            .mapToLong(RunningSequence::lastToken)
                            .toArray())),
                    Argument.of(scope.create(running.stream()
                            .mapToLong(RunningSequence::position)
                            .toArray())),
                    Argument.of(caches.tensors()),
                    Argument.of(weights.tensors()),
                    Argument.of(model.head()),
                    sampling(scope, running));
            record(drawn, running);
        }
        return release();
    }

    /** Fills the caches of the slots from {@code first} on; returns the hidden state of each last token. */
    private NDArray read(NDManager scope, List<RunningSequence> sequences, int first) {
        List<int[]> ids = sequences.stream().map(RunningSequence::cached).toList();
        PackedBatch packed = PackedBatch.of(
                ids,
                sequences.stream().map(s -> s.request().prompt().pixels()).toList(),
                model.config().image());
        NDArray features = packed.images().isEmpty()
                ? scope.create(new Shape(0))
                : model.imageFeatures(scope, model.pixels(scope, packed.images()), false);
        return call(
                scope,
                "prefill",
                Argument.of(scope.create(packed.ids(), new Shape(packed.rows(), packed.length()))),
                Argument.of(features),
                Argument.of(scope.create(packed.places())),
                Argument.of(scope.create(packed.sources())),
                Argument.of(scope.create(
                        ids.stream().mapToLong(row -> row.length - 1).toArray())),
                Argument.of(scope.create((long) first)),
                Argument.of(caches.tensors()),
                Argument.of(weights.tensors()));
    }

    private Argument sampling(NDManager scope, List<RunningSequence> sequences) {
        int n = sequences.size();
        double[] numbers = new double[4 * n];
        for (int i = 0; i < n; i++) {
            SamplingOptions options = sequences.get(i).request().options();
            boolean greedy = options.temperature() == 0;
            numbers[i] = options.temperature();
            numbers[n + i] = sequences.get(i).nextUniform();
            numbers[2 * n + i] = greedy ? 1 : options.topP();
            numbers[3 * n + i] = greedy ? 0 : options.topK();
        }
        return Argument.of(scope.create(numbers, new Shape(4, n)));
    }

    private void record(NDArray drawn, List<RunningSequence> sequences) {
        double[] numbers = drawn.toDoubleArray();
        int n = sequences.size();
        IntStream.range(0, n)
                .forEach(i ->
                        sequences.get(i).draw((int) numbers[i], (float) numbers[n + i], numbers[2 * n + i], stops));
    }

    /** Takes finished sequences out, as every step does; for those that were ended since. The last running one moves into the gap. */
    public List<RunningSequence> release() {
        List<RunningSequence> finished = new ArrayList<>();
        for (int slot = running.size() - 1; slot >= 0; slot--) {
            if (running.get(slot).finished()) {
                finished.add(running.get(slot));
                int last = running.size() - 1;
                if (slot < last) {
                    try (NDManager scope = manager.newSubManager()) {
                        call(
                                scope,
                                "move",
                                Argument.of(caches.tensors()),
                                Argument.of(scope.create((long) last)),
                                Argument.of(scope.create((long) slot)));
                    }
                    running.set(slot, running.get(last));
                }
                running.remove(last);
            }
        }
        return finished;
    }

    private NDArray call(NDManager scope, String method, Argument... arguments) {
        return model.script().infer(scope, method, arguments).singletonOrThrow();
    }

    /** Frees caches and merged weights. */
    @Override
    public void close() {
        weights.close();
        caches.close();
        manager.close();
    }
}
