package dev.factstream.lab.bench;

import dev.factstream.model.image.DecodingLimits;
import dev.factstream.model.network.TokenBatch;
import dev.factstream.model.reward.AnswerToScore;
import dev.factstream.model.reward.RewardModel;
import dev.factstream.schemas.facts.Facts;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.scorer.scores.AsyncRewardModel;
import java.util.ArrayList;
import java.util.List;

/** Times a reward model's forward pass without a stream; tokens and pixels are prepared before the clock starts. Not thread-safe. */
public final class DirectScoring {
    private final RewardModel model;
    private final List<Facts> facts;
    private final int batch;

    /**
     * @param facts the facts of all prompts
     * @param batch answers per forward pass
     */
    public DirectScoring(RewardModel model, List<Facts> facts, int batch) {
        this.model = model;
        this.facts = facts;
        this.batch = batch;
    }

    /** Scores rollouts in full batches and returns the rollouts per second; a last batch that is not full is left out. */
    public double rate(List<Rollout> rollouts) {
        List<List<TokenBatch.Row>> batches = new ArrayList<>();
        for (int from = 0; from + batch <= rollouts.size(); from += batch) {
            batches.add(rollouts.subList(from, from + batch).stream()
                    .map(this::judged)
                    .map(model::encode)
                    .toList());
        }
        long begin = System.nanoTime();
        batches.forEach(model::scoresOf);
        return batches.size() * batch * 1e9 / (System.nanoTime() - begin);
    }

    private AnswerToScore judged(Rollout rollout) {
        Facts known = facts.stream()
                .filter(one -> one.promptId().equals(rollout.question().promptId()))
                .findFirst()
                .orElseThrow();
        List<String> read = new ArrayList<>(known.captions());
        known.rationale().ifPresent(read::add);
        return new AnswerToScore(
                rollout.question().text(),
                rollout.question().image().map(image -> model.pixels(image.resolve(), DecodingLimits.DEFAULT)),
                rollout.text(),
                true,
                read,
                AsyncRewardModel.orderSeed(known.promptId()));
    }
}
