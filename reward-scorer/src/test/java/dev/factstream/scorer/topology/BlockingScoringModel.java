package dev.factstream.scorer.topology;

import dev.factstream.scorer.reward.Candidate;
import dev.factstream.scorer.scores.Score;
import dev.factstream.scorer.scores.ScoringModel;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A scoring model that completes its scores before it returns. */
record BlockingScoringModel(ScoringModel real) implements ScoringModel {
    @Override
    public String modelId() {
        return real.modelId();
    }

    @Override
    public CompletableFuture<List<Score>> score(List<Candidate> batch) {
        return CompletableFuture.completedFuture(real.score(batch).join());
    }

    @Override
    public void close() {
        real.close();
    }
}
