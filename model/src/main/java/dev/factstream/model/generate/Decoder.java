package dev.factstream.model.generate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.factstream.model.engine.ScriptArgument;
import dev.factstream.model.network.FoldedWeights;
import dev.factstream.model.network.PaddedBatch;
import dev.factstream.model.network.VisionLanguageModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A decoder with continuous batching: sequences run side by side in slots, each step draws one token for each of them, and the
 * slot of a finished sequence is free immediately. The running sequences always occupy the first slots, so the cost of a step
 * depends only on their number.
 *
 * <p>Sequences of several policies share slots and caches. Each policy has its own copy of the language model's weights, which
 * {@link #useWeights} replaces between two steps; a policy that was never given weights draws with those of the base, of which
 * all such policies share one copy. The sequences of one policy lie in neighbouring slots and are fed in one call of the engine,
 * so a step costs one call per policy. Not thread-safe; several decoders may share one model.
 */
public final class Decoder implements SequenceDecoder {

    private static final String SINGLE_POLICY = "";

    private final VisionLanguageModel model;
    private final Set<Integer> stops;
    private final DecoderLimits limits;
    private final NDManager manager;
    private final KeyValueCaches caches;
    private final ImageFeatureCache features;
    private final PolicySlots slots = new PolicySlots(this::move);
    private final Map<String, FoldedWeights> weights = new HashMap<>();
    private FoldedWeights baseWeights; // null while no policy draws with them

    /** @param stops tokens that end a sequence */
    public Decoder(VisionLanguageModel model, DecoderLimits limits, Set<Integer> stops) {
        this.model = model;
        this.stops = Set.copyOf(stops);
        this.limits = limits;
        manager = model.newScope();
        caches = new KeyValueCaches(manager, model, limits);
        features = new ImageFeatureCache(model, limits.featureBytes());
    }

    @Override
    public int freeSlots() {
        return limits.slots() - slots.size();
    }

    /**
     * Returns how many of the first of {@code waiting} can be admitted together now: as many as have slots, fit into the caches
     * next to the running sequences, and stay within the prefill limit. At least one if no sequence is running. Requests keep
     * their order, so a long sequence is admitted eventually.
     *
     * @throws IllegalArgumentException if the first request exceeds the model's positions or the capacity of the caches
     */
    @Override
    public int admissible(Iterable<GenerationRequest> waiting) {
        int count = 0;
        int longest = longestRunning();
        int widest = 0;
        for (GenerationRequest request : waiting) {
            longest = Math.max(longest, request.positions());
            widest = Math.max(widest, request.prompt().ids().length);
            boolean exceedsPrefill = count > 0 && (long) (count + 1) * widest > limits.prefillPositions();
            if (exceedsPrefill
                    || longest > model.config().text().maxPositions()
                    || !caches.fits(slots.size() + count + 1, longest)) {
                break;
            }
            count++;
        }
        if (count == 0 && slots.size() == 0 && longest > 0) {
            throw new IllegalArgumentException("a sequence of " + longest + " positions does not fit: the model has "
                    + model.config().text().maxPositions() + ", the caches have " + limits.cachePositions());
        }
        return count;
    }

    private int longestRunning() {
        return running().stream().mapToInt(RunningSequence::capacity).max().orElse(0);
    }

    @Override
    public List<RunningSequence> running() {
        return slots.all();
    }

    @Override
    public void useWeights(String policy, FoldedWeights next, boolean rebuild) {
        replaceWeights(policy, next);
        List<RunningSequence> running = slots.of(policy);
        if (!rebuild || running.isEmpty()) {
            return;
        }
        int widest =
                running.stream().mapToInt(s -> s.cachedTokens().length).max().orElseThrow();
        int rows = Math.max(1, limits.prefillPositions() / widest);
        for (int from = 0; from < running.size(); from += rows) {
            try (NDManager scope = manager.newSubManager()) {
                prefill(
                        scope,
                        running.subList(from, Math.min(running.size(), from + rows)),
                        slots.first(policy) + from,
                        next);
            }
        }
    }

    /** As {@link #useWeights(String, FoldedWeights, boolean)}, for a decoder of a single policy. */
    public void useWeights(FoldedWeights next, boolean rebuild) {
        useWeights(SINGLE_POLICY, next, rebuild);
    }

    @Override
    public void releaseWeights(String policy) {
        slots.remove(policy);
        FoldedWeights old = weights.remove(policy);
        if (old != null) {
            old.close();
        }
        closeUnusedBaseWeights();
    }

    private void replaceWeights(String policy, FoldedWeights next) {
        FoldedWeights old = weights.put(policy, next);
        if (old != null) {
            old.close();
        }
        closeUnusedBaseWeights();
    }

    private FoldedWeights weightsOf(String policy) {
        FoldedWeights own = weights.get(policy);
        if (own != null) {
            return own;
        }
        if (baseWeights == null) {
            baseWeights = new FoldedWeights(model, null);
        }
        return baseWeights;
    }

    private void closeUnusedBaseWeights() {
        boolean used = slots.policies().stream()
                .anyMatch(policy ->
                        !weights.containsKey(policy) && !slots.of(policy).isEmpty());
        if (baseWeights != null && !used) {
            baseWeights.close();
            baseWeights = null;
        }
    }

    /** Discards the cached image features; call it after a change of the vision tower's weights. */
    public void clearImageFeatures() {
        features.clear();
    }

    /** The number of images that the vision tower has processed. */
    public long imagesEncoded() {
        return features.computed();
    }

    /** The number of positions for which the caches have memory now. */
    long cachePositions() {
        return caches.positions();
    }

    @Override
    public void clear() {
        slots.clear();
    }

    /**
     * Prefills the prompts and draws the first token of each.
     *
     * @return the new sequences, in the order of the requests; those that are already finished are not running
     * @throws IllegalArgumentException if there are more requests than free slots, or one exceeds the model's positions
     */
    @Override
    public List<RunningSequence> admit(String policy, List<GenerationRequest> requests) {
        List<RunningSequence> admitted =
                requests.stream().map(RunningSequence::new).toList();
        int longest =
                admitted.stream().mapToInt(RunningSequence::capacity).max().orElse(0);
        longest = Math.max(longest, longestRunning());
        if (requests.size() > freeSlots()
                || longest > model.config().text().maxPositions()
                || !caches.fits(slots.size() + requests.size(), longest)) {
            throw new IllegalArgumentException(
                    requests.size() + " requests for " + freeSlots() + " slots, the longest with "
                            + longest + " of " + model.config().text().maxPositions() + " positions, and caches for "
                            + limits.cachePositions());
        }
        if (!requests.isEmpty()) {
            FoldedWeights own = weightsOf(policy);
            caches.reserve(slots.size() + requests.size(), longest, slots.size());
            int first = slots.makeSpace(policy, requests.size());
            try (NDManager scope = manager.newSubManager()) {
                NDArray hidden = prefill(scope, admitted, first, own);
                NDArray drawn = call(
                        scope,
                        "draw",
                        ScriptArgument.of(hidden),
                        ScriptArgument.of(own.head()),
                        sampling(scope, admitted),
                        ScriptArgument.of(scope.create(uniforms(admitted, 1))));
                record(drawn.toDoubleArray(), admitted);
            } catch (RuntimeException | Error e) {
                admitted.forEach(RunningSequence::end); // so that their slots are released and no gap stays
                throw e;
            } finally {
                slots.add(policy, admitted);
                releaseFinished();
            }
        }
        return admitted;
    }

    /** As {@link #admit(String, List)}, for a decoder of a single policy. */
    public List<RunningSequence> admit(List<GenerationRequest> requests) {
        return admit(SINGLE_POLICY, requests);
    }

    /** Draws one token for every running sequence. */
    @Override
    public List<RunningSequence> step() {
        return step(1);
    }

    /**
     * Draws up to {@code most} tokens for every running sequence, until one of its policy finishes: the tokens share the overhead
     * of one engine call. They are the same as those of single steps.
     *
     * @return the sequences that finished; their slots are free
     */
    public List<RunningSequence> step(int most) {
        for (String policy : slots.policies()) {
            if (!slots.of(policy).isEmpty()) {
                step(policy, most);
            }
        }
        return releaseFinished();
    }

    private void step(String policy, int most) {
        List<RunningSequence> running = slots.of(policy);
        FoldedWeights own = weightsOf(policy);
        int n = running.size();
        int steps = Math.min(
                most,
                running.stream().mapToInt(RunningSequence::remaining).min().orElseThrow());
        try (NDManager scope = manager.newSubManager()) {
            double[] drawn = call(
                            scope,
                            "steps",
                            ScriptArgument.of(scope.create(running.stream()
                                    .mapToLong(RunningSequence::lastToken)
                                    .toArray())),
                            ScriptArgument.of(scope.create(running.stream()
                                    .mapToLong(RunningSequence::position)
                                    .toArray())),
                            ScriptArgument.of(scope.create((long) slots.first(policy))),
                            ScriptArgument.of(caches.tensors()),
                            ScriptArgument.of(own.tensors()),
                            ScriptArgument.of(own.head()),
                            sampling(scope, running),
                            ScriptArgument.of(scope.create(uniforms(running, steps), new Shape(steps, n))),
                            ScriptArgument.of(scope.create(
                                    stops.stream().mapToLong(Integer::longValue).toArray())))
                    .toDoubleArray();
            for (int step = 0; step < drawn.length / (3 * n); step++) {
                record(Arrays.copyOfRange(drawn, 3 * n * step, 3 * n * (step + 1)), running);
            }
        }
    }

    /** Fills the caches of the slots from {@code first}; returns the hidden state of the last token of each sequence. */
    private NDArray prefill(NDManager scope, List<RunningSequence> sequences, int first, FoldedWeights own) {
        List<int[]> ids = sequences.stream().map(RunningSequence::cachedTokens).toList();
        PaddedBatch packed = PaddedBatch.of(
                ids,
                sequences.stream().map(s -> s.request().prompt().pixels()).toList(),
                model.config().image());
        return call(
                scope,
                "prefill",
                ScriptArgument.of(scope.create(packed.ids(), new Shape(packed.rows(), packed.length()))),
                ScriptArgument.of(features.of(scope, packed.images())),
                ScriptArgument.of(scope.create(packed.places())),
                ScriptArgument.of(scope.create(packed.sources())),
                ScriptArgument.of(scope.create(
                        ids.stream().mapToLong(row -> row.length - 1).toArray())),
                ScriptArgument.of(scope.create((long) first)),
                ScriptArgument.of(caches.tensors()),
                ScriptArgument.of(own.tensors()));
    }

    private ScriptArgument sampling(NDManager scope, List<RunningSequence> sequences) {
        int n = sequences.size();
        double[] numbers = new double[3 * n];
        for (int i = 0; i < n; i++) {
            SamplingOptions options = sequences.get(i).request().options();
            boolean greedy = options.temperature() == 0;
            numbers[i] = options.temperature();
            numbers[n + i] = greedy ? 1 : options.topP();
            numbers[2 * n + i] = greedy ? 0 : options.topK();
        }
        return ScriptArgument.of(scope.create(numbers, new Shape(3, n)));
    }

    /** Returns the uniform numbers for the next steps, [steps, sequences]. */
    private static double[] uniforms(List<RunningSequence> sequences, int steps) {
        int n = sequences.size();
        double[] numbers = new double[steps * n];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = sequences.get(i % n).uniform(i / n);
        }
        return numbers;
    }

    private void record(double[] drawn, List<RunningSequence> sequences) {
        int n = sequences.size();
        for (int i = 0; i < n; i++) {
            sequences.get(i).draw((int) drawn[i], (float) drawn[n + i], drawn[2 * n + i], stops);
        }
    }

    /** Removes and returns finished sequences, as every step does; for those ended since the last step. */
    public List<RunningSequence> releaseFinished() {
        List<RunningSequence> finished = new ArrayList<>();
        for (String policy : slots.policies()) {
            List<RunningSequence> running = slots.of(policy);
            for (int index = running.size() - 1; index >= 0; index--) {
                if (running.get(index).finished()) {
                    finished.add(slots.remove(policy, index));
                }
            }
        }
        return finished;
    }

    private void move(int source, int target) {
        try (NDManager scope = manager.newSubManager()) {
            call(
                    scope,
                    "move",
                    ScriptArgument.of(caches.tensors()),
                    ScriptArgument.of(scope.create((long) source)),
                    ScriptArgument.of(scope.create((long) target)));
        }
    }

    private NDArray call(NDManager scope, String method, ScriptArgument... arguments) {
        return model.script().inferInlined(scope, method, arguments).singletonOrThrow();
    }

    /** Frees caches and merged weights. */
    @Override
    public void close() {
        weights.values().forEach(FoldedWeights::close);
        if (baseWeights != null) {
            baseWeights.close();
        }
        features.close();
        caches.close();
        manager.close();
    }
}
