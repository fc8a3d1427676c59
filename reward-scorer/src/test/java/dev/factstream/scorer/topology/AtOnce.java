package dev.factstream.scorer.topology;

import dev.factstream.scorer.reward.Candidate;
import dev.factstream.scorer.scores.Score;
import dev.factstream.scorer.scores.Scores;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Scores that are there when they are asked for. */
record AtOnce(Scores real) implements Scores {
    @Override
    public String modelId() {
        return real.modelId();
    }

    @Override
    public CompletableFuture<List<Score>> of(List<Candidate> batch) {
        return CompletableFuture.completedFuture(real.of(batch).join());
    }

    @Override
    public void close() {
        real.close();
    }
}
