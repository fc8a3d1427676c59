package dev.factstream.scorer.topology;

import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.scorer.reward.Candidate;
import dev.factstream.scorer.reward.Rewards;
import dev.factstream.scorer.scores.Score;
import dev.factstream.scorer.scores.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives micro-batches to the reward model and sends every rollout its way, in order of arrival. Thread-safe as its parts are. */
final class BatchScoring {
    private static final Logger LOG = LoggerFactory.getLogger(BatchScoring.class);

    private final Scores scores;
    private final Rewards rewards;

    BatchScoring(Scores scores, Rewards rewards) {
        this.scores = scores;
        this.rewards = rewards;
    }

    /** Lets the reward model read a batch. */
    Judging begin(List<ParkedRollout> batch, FactsTable facts) {
        List<ParkedRollout> sources = new ArrayList<>();
        List<Candidate> candidates = new ArrayList<>();
        List<Judging.Orphan> orphans = new ArrayList<>();
        for (ParkedRollout source : batch) {
            Rollout rollout = Codecs.ROLLOUTS.decode(source.value());
            try {
                candidates.add(
                        rewards.candidate(rollout, facts.of(rollout.question().promptId())));
                sources.add(source);
            } catch (FactsMissingException e) {
                // they were there when it joined the batch; facts are kept for ever, so somebody has deleted them
                orphans.add(new Judging.Orphan(source, rollout, e.getMessage() + " any more"));
            }
        }
        return new Judging(sources, candidates, orphans, scores.of(candidates));
    }

    /** Publishes what the reward model has judged. */
    void publish(Judging judged, Outlet outlet, long nowMillis) {
        judged.orphans().forEach(one -> outlet.bury(one.source(), Optional.of(one.rollout()), one.reason()));
        List<Score> scores = judged.result();
        for (int i = 0; i < scores.size(); i++) {
            ParkedRollout source = judged.sources().get(i);
            Candidate candidate = judged.candidates().get(i);
            Score score = scores.get(i);
            if (score.refusal().isPresent()) {
                outlet.bury(
                        source,
                        Optional.of(candidate.rollout()),
                        score.refusal().get());
            } else {
                outlet.publish(rewards.of(candidate, score.value(), nowMillis), source);
            }
        }
        LOG.debug("Scored a batch of {}", judged.size());
    }
}
