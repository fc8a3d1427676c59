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
 * Answers lists of prompts; {@link Decoder} is the same one step at a time. It draws with a copy of the weights: after training
 * the base, call {@link #useAdapter} again. Not thread-safe; several may share one model.
 */
public final class Generator implements AutoCloseable {

    private static final int DEFAULT_SLOTS = 64;
    /** Tokens drawn in one call of the engine, unless a sequence finishes before. */
    private static final int STEPS = 16;

    private final VisionLanguageModel model;
    private final Decoder decoder;

    /** Up to 64 sequences at once, stopping at the model's own stop tokens. */
    public Generator(VisionLanguageModel model) {
        this(model, DEFAULT_SLOTS, model.stopTokens());
    }

    /**
     * @param slots most sequences that run at once
     * @param stops tokens that end a sequence
     */
    public Generator(VisionLanguageModel model, int slots, Set<Integer> stops) {
        this.model = model;
        decoder = new Decoder(model, DecoderLimits.slots(slots), stops);
    }

    /** Generates from now on with {@code adapter} merged into the weights; null for none. It may be closed afterwards. */
    public void useAdapter(LoraAdapter adapter) {
        decoder.forgetImages(); // the base may have been trained
        decoder.use(new FoldedWeights(model, adapter), true);
    }

    /**
     * @return one generation per request, in order
     * @throws IllegalArgumentException where a prompt and its new tokens are longer than the model's positions
     */
    public List<Generation> generate(List<GenerationRequest> requests) {
        Deque<GenerationRequest> waiting = new ArrayDeque<>(requests);
        List<RunningSequence> sequences = new ArrayList<>();
        while (!waiting.isEmpty() || !decoder.running().isEmpty()) {
            List<GenerationRequest> next = new ArrayList<>();
            while (!waiting.isEmpty() && next.size() < decoder.free()) {
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
