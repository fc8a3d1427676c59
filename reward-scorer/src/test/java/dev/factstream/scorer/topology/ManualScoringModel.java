package dev.factstream.scorer.topology;

import dev.factstream.scorer.reward.Candidate;
import dev.factstream.scorer.scores.NoRewardModel;
import dev.factstream.scorer.scores.Score;
import dev.factstream.scorer.scores.ScoringModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A scoring model that answers only on request. */
record ManualScoringModel(List<List<Candidate>> batches, List<CompletableFuture<List<Score>>> answers)
        implements ScoringModel {
    ManualScoringModel() {
        this(new ArrayList<>(), new ArrayList<>());
    }

    @Override
    public String modelId() {
        return NoRewardModel.ID;
    }

    @Override
    public CompletableFuture<List<Score>> score(List<Candidate> batch) {
        batches.add(batch);
        answers.add(new CompletableFuture<>());
        return answers.get(answers.size() - 1);
    }

    void answer(int batch) {
        answers.get(batch)
                .complete(new NoRewardModel().score(batches.get(batch)).join());
    }

    @Override
    public void close() {}
}
