package dev.factstream.scorer.scores;

import dev.factstream.scorer.reward.Candidate;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Leaves the whole reward to the symbolic parts. */
public final class NoRewardModel implements Scores {
    /** The reward-model id of rollouts scored without one. */
    public static final String ID = "symbolic";

    @Override
    public String modelId() {
        return ID;
    }

    @Override
    public CompletableFuture<List<Score>> of(List<Candidate> batch) {
        return CompletableFuture.completedFuture(Collections.nCopies(batch.size(), Score.NONE));
    }

    @Override
    public void close() {}
}
