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

/** Scores micro-batches and sends every rollout its way, in order of arrival. Thread-safe as its parts are. */
final class BatchScoring {
    private static final Logger LOG = LoggerFactory.getLogger(BatchScoring.class);

    private final Scores scores;
    private final Rewards rewards;

    BatchScoring(Scores scores, Rewards rewards) {
        this.scores = scores;
        this.rewards = rewards;
    }

    void score(List<ParkedRollout> sources, FactsTable facts, Outlet outlet, ScoringTime time, long nowMillis) {
        List<ParkedRollout> ready = new ArrayList<>();
        List<Candidate> candidates = new ArrayList<>();
        for (ParkedRollout source : sources) {
            Rollout rollout = Codecs.ROLLOUTS.decode(source.value());
            try {
                candidates.add(
                        rewards.candidate(rollout, facts.of(rollout.question().promptId())));
                ready.add(source);
            } catch (FactsMissingException e) {
                // they were there when it joined the batch; facts are kept for ever, so somebody has deleted them
                outlet.bury(source, Optional.of(rollout), e.getMessage() + " any more");
            }
        }
        List<Score> judged = time.spend(() -> scores.of(candidates));
        for (int i = 0; i < ready.size(); i++) {
            Candidate candidate = candidates.get(i);
            Score score = judged.get(i);
            if (score.refusal().isPresent()) {
                outlet.bury(
                        ready.get(i),
                        Optional.of(candidate.rollout()),
                        score.refusal().get());
            } else {
                outlet.publish(rewards.of(candidate, score.value(), nowMillis), ready.get(i));
            }
        }
        LOG.debug("Scored a batch of {}", sources.size());
    }
}
