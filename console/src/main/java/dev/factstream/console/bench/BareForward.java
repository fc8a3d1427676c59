package dev.factstream.console.bench;

import dev.factstream.model.reward.JudgedAnswer;
import dev.factstream.model.reward.RewardModel;
import dev.factstream.schemas.facts.Facts;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.scorer.scores.RewardModelScores;
import java.util.ArrayList;
import java.util.List;

/** A reward model and nothing else: no stream, no records, pictures preprocessed beforehand. Not thread-safe. */
final class BareForward {
    private final RewardModel model;
    private final List<List<JudgedAnswer>> batches = new ArrayList<>();
    private int answers;

    /** @param batch how many answers each forward has */
    BareForward(RewardModel model, List<Rollout> rollouts, List<Facts> facts, int batch) {
        this.model = model;
        for (int from = 0; from + batch <= rollouts.size(); from += batch) {
            List<JudgedAnswer> judged = new ArrayList<>();
            for (int i = from; i < from + batch; i++) {
                judged.add(judged(rollouts.get(i), facts.get(i % facts.size())));
            }
            batches.add(judged);
            answers += batch;
        }
    }

    private JudgedAnswer judged(Rollout rollout, Facts known) {
        List<String> facts = new ArrayList<>(known.captions());
        known.rationale().ifPresent(facts::add);
        return new JudgedAnswer(
                rollout.question().text(),
                rollout.question().image().map(image -> model.pixels(image.resolve())),
                rollout.text(),
                true,
                facts,
                RewardModelScores.orderSeed(known.promptId()));
    }

    /** Scores all answers; returns how many it did a second. */
    double rate() {
        long begin = System.nanoTime();
        batches.forEach(model::scores);
        return answers * 1e9 / (System.nanoTime() - begin);
    }
}
