package dev.factstream.scorer.scores;

import dev.factstream.scorer.reward.Candidate;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Scores nothing: rewards consist of their symbolic parts only. */
public final class NoRewardModel implements ScoringModel {
    /** The reward-model id of rollouts scored without a reward model. */
    public static final String ID = "symbolic";

    @Override
    public String modelId() {
        return ID;
    }

    @Override
    public CompletableFuture<List<Score>> score(List<Candidate> batch) {
        return CompletableFuture.completedFuture(Collections.nCopies(batch.size(), Score.NONE));
    }

    @Override
    public void close() {}
}
