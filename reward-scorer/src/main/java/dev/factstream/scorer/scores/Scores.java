package dev.factstream.scorer.scores;

import dev.factstream.scorer.reward.Candidate;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The learned part of the reward, if any. Thread-safe: the stream threads of a scorer share one. */
public interface Scores extends AutoCloseable {
    /** Under which reward-model id rollouts are published. */
    String modelId();

    /**
     * Judges a micro-batch, behind those that were given before it.
     *
     * @return comes to one per candidate, in order; a candidate that cannot be judged is refused and harms no other
     */
    CompletableFuture<List<Score>> of(List<Candidate> batch);

    /** Frees the model. */
    @Override
    void close();
}
