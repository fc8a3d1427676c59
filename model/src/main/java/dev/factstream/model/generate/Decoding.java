package dev.factstream.model.generate;

import dev.factstream.model.network.FoldedWeights;
import java.util.List;

/** Sequences that are drawn side by side, one step at a time. Not thread-safe. */
public interface Decoding extends AutoCloseable {

    /** Sequences that can still be admitted, as far as slots are concerned. */
    int free();

    /** The sequences that are running, in no particular order. */
    List<RunningSequence> running();

    /** How many of the first of {@code waiting} can be admitted together now; where nothing runs, one at least. */
    int admissible(Iterable<GenerationRequest> waiting);

    /**
     * Begins sequences.
     *
     * @return them, in the order of the requests; some may be finished already and are not running then
     */
    List<RunningSequence> admit(List<GenerationRequest> requests);

    /**
     * Draws one more token, or several, for the running sequences.
     *
     * @return the sequences that finished with it; their slots are free
     */
    List<RunningSequence> step();

    /**
     * Draws from now on with other weights.
     *
     * @param next folded from the same model, by any thread; the decoder's from now on
     * @param rebuild whether running sequences are read again under the new weights, so that every later token is drawn as if
     *     they had read everything; otherwise they go on with the keys and values that the old weights made
     */
    void use(FoldedWeights next, boolean rebuild);

    /** Gives up all running sequences. */
    void clear();

    /** Frees what it holds. */
    @Override
    void close();
}
