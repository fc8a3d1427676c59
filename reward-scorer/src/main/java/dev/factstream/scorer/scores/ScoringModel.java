package dev.factstream.scorer.scores;

import dev.factstream.scorer.reward.Candidate;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The learned part of the reward, if any. Thread-safe: the stream threads of a scorer share one instance. */
public interface ScoringModel extends AutoCloseable {
    /** Returns the reward-model id under which rollouts are published. */
    String modelId();

    /**
     * Scores a micro-batch after those submitted before it.
     *
     * @return completes with one score per candidate, in order; a candidate that cannot be scored is refused and does not affect
     *     the others
     */
    CompletableFuture<List<Score>> score(List<Candidate> batch);

    /** Frees the model. */
    @Override
    void close();
}
