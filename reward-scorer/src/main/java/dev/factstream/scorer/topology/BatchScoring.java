package dev.factstream.scorer.topology;

import dev.factstream.runtime.streams.UnhandledRecords;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.scorer.reward.Candidate;
import dev.factstream.scorer.reward.RewardFunction;
import dev.factstream.scorer.scores.Score;
import dev.factstream.scorer.scores.ScoringModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Submits micro-batches to the reward model and emits the outcome of every rollout, in order of arrival. As thread-safe as its parts. */
final class BatchScoring {
    private static final Logger LOG = LoggerFactory.getLogger(BatchScoring.class);

    private final ScoringModel scores;
    private final RewardFunction rewards;

    BatchScoring(ScoringModel scores, RewardFunction rewards) {
        this.scores = scores;
        this.rewards = rewards;
    }

    /** Submits a batch to the reward model. */
    InFlightBatch submit(List<PendingRollout> batch, FactsTable facts) {
        List<PendingRollout> sources = new ArrayList<>();
        List<Candidate> candidates = new ArrayList<>();
        List<InFlightBatch.Refused> refused = new ArrayList<>();
        for (PendingRollout source : batch) {
            Optional<Rollout> rollout = Optional.empty();
            try {
                rollout = Optional.of(Codecs.ROLLOUTS.decode(source.value()));
                candidates.add(candidate(rollout.get(), facts));
                sources.add(source);
            } catch (FactsMissingException e) {
                // the facts existed when the rollout joined the batch and do not expire, so they were deleted
                refused.add(new InFlightBatch.Refused(
                        source, rollout, e.getMessage() + ", although it had facts when it was batched"));
            } catch (RuntimeException e) {
                refused.add(new InFlightBatch.Refused(source, rollout, UnhandledRecords.reason(e)));
            }
        }
        return new InFlightBatch(sources, candidates, refused, scores.score(candidates));
    }

    private Candidate candidate(Rollout rollout, FactsTable facts) throws FactsMissingException {
        return rewards.candidate(rollout, facts.of(rollout.question().promptId()));
    }

    /** Emits the outcomes of a scored batch. */
    void publish(InFlightBatch batch, OutcomeEmitter emitter, long nowMillis) {
        batch.refused().forEach(one -> emitter.sendToDeadLetters(one.source(), one.rollout(), one.reason()));
        List<Score> scores = batch.result();
        for (int i = 0; i < scores.size(); i++) {
            PendingRollout source = batch.sources().get(i);
            Candidate candidate = batch.candidates().get(i);
            Score score = scores.get(i);
            if (score.refusal().isPresent()) {
                emitter.sendToDeadLetters(
                        source,
                        Optional.of(candidate.rollout()),
                        score.refusal().get());
            } else {
                publish(candidate, score, source, emitter, nowMillis);
            }
        }
        LOG.debug("Scored a batch of {}", batch.size());
    }

    private void publish(
            Candidate candidate, Score score, PendingRollout source, OutcomeEmitter emitter, long nowMillis) {
        ScoredRollout scored;
        try {
            scored = rewards.score(candidate, score.value(), nowMillis);
        } catch (RuntimeException e) {
            emitter.sendToDeadLetters(source, Optional.of(candidate.rollout()), UnhandledRecords.reason(e));
            return;
        }
        emitter.publish(scored, source);
    }
}
