package dev.factstream.model.generate;

import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.network.FoldedWeights;
import dev.factstream.model.network.VisionLanguageModel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Generates answers to lists of prompts; {@link Decoder} does the same one step at a time. Uses a copy of the weights: call
 * {@link #useAdapter} again after training the base. Not thread-safe; several generators may share one model.
 */
public final class Generator implements AutoCloseable {

    private static final int DEFAULT_SLOTS = 64;
    /** Tokens drawn per engine call, unless a sequence finishes earlier. */
    private static final int STEPS = 16;

    private final VisionLanguageModel model;
    private final Decoder decoder;

    /** Creates a generator for up to 64 concurrent sequences, with the model's stop tokens. */
    public Generator(VisionLanguageModel model) {
        this(model, DEFAULT_SLOTS, model.stopTokens());
    }

    /**
     * @param slots maximum number of concurrent sequences
     * @param stops tokens that end a sequence
     */
    public Generator(VisionLanguageModel model, int slots, Set<Integer> stops) {
        this.model = model;
        decoder = new Decoder(model, DecoderLimits.slots(slots), stops);
    }

    /** Merges {@code adapter} into the weights for later generations; null for none. The adapter may be closed afterwards. */
    public void useAdapter(LoraAdapter adapter) {
        decoder.clearImageFeatures(); // the base may have been trained
        decoder.useWeights(new FoldedWeights(model, adapter), true);
    }

    /**
     * Generates one answer per request.
     *
     * @return one generation per request, in order
     * @throws IllegalArgumentException if a prompt and its new tokens exceed the model's positions
     */
    public List<Generation> generate(List<GenerationRequest> requests) {
        Deque<GenerationRequest> waiting = new ArrayDeque<>(requests);
        List<RunningSequence> sequences = new ArrayList<>();
        while (!waiting.isEmpty() || !decoder.running().isEmpty()) {
            List<GenerationRequest> next = new ArrayList<>();
            while (!waiting.isEmpty() && next.size() < decoder.freeSlots()) {
                next.add(waiting.remove());
            }
            sequences.addAll(decoder.admit(next));
            decoder.step(STEPS);
        }
        return sequences.stream().map(RunningSequence::generation).toList();
    }

    /** Frees caches and merged weights. */
    @Override
    public void close() {
        decoder.close();
    }
}
