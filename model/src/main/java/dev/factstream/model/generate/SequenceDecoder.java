package dev.factstream.model.generate;

import dev.factstream.model.network.FoldedWeights;
import java.util.List;

/**
 * Decodes several sequences side by side, one step at a time. Each sequence belongs to a policy, which has its own weights.
 * Not thread-safe.
 */
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
     * @param policy whose weights draw their tokens
     * @return the new sequences, in the order of the requests; those that are already finished are not running
     */
    List<RunningSequence> admit(String policy, List<GenerationRequest> requests);

    /**
     * Draws one or more tokens for the running sequences.
     *
     * @return the sequences that finished; their slots are free
     */
    List<RunningSequence> step();

    /**
     * Replaces the weights of a policy; before the first call it has those of the base.
     *
     * @param policy any name
     * @param next folded from the same model, by any thread; owned by the decoder from this call on
     * @param rebuild whether the key-value caches of running sequences are recomputed with the new weights, so that every later
     *     token is drawn as if the new weights had read the whole sequence; otherwise the caches of the old weights stay in use
     */
    void useWeights(String policy, FoldedWeights next, boolean rebuild);

    /** Frees the weights of a policy without running sequences. */
    void releaseWeights(String policy);

    /** Abandons all running sequences. */
    void clear();

    /** Frees all resources. */
    @Override
    void close();
}
