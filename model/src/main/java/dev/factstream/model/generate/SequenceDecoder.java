package dev.factstream.model.generate;

import dev.factstream.model.network.FoldedWeights;
import java.util.List;

/** Decodes several sequences side by side, one step at a time. Not thread-safe. */
public interface SequenceDecoder extends AutoCloseable {

    /** The number of free slots. */
    int freeSlots();

    /** The running sequences, in no particular order. */
    List<RunningSequence> running();

    /** Returns how many of the first of {@code waiting} can be admitted together now; at least one if no sequence is running. */
    int admissible(Iterable<GenerationRequest> waiting);

    /**
     * Starts sequences.
     *
     * @return the new sequences, in the order of the requests; those that are already finished are not running
     */
    List<RunningSequence> admit(List<GenerationRequest> requests);

    /**
     * Draws one or more tokens for the running sequences.
     *
     * @return the sequences that finished; their slots are free
     */
    List<RunningSequence> step();

    /**
     * Replaces the weights.
     *
     * @param next folded from the same model, by any thread; owned by the decoder from this call on
     * @param rebuild whether the key-value caches of running sequences are recomputed with the new weights, so that every later
     *     token is drawn as if the new weights had read the whole sequence; otherwise the caches of the old weights stay in use
     */
    void useWeights(FoldedWeights next, boolean rebuild);

    /** Abandons all running sequences. */
    void clear();

    /** Frees all resources. */
    @Override
    void close();
}
