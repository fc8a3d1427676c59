package dev.factstream.scorer.topology;

import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.scorer.reward.Candidate;
import dev.factstream.scorer.scores.Score;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * A micro-batch that the reward model scores while the stream thread continues. All its rollouts are still in the state store.
 *
 * @param sources the records of the candidates
 * @param withoutFacts the rollouts whose facts disappeared after they joined the batch
 * @param scores completes with one score per candidate
 */
record InFlightBatch(
        List<PendingRollout> sources,
        List<Candidate> candidates,
        List<MissingFacts> withoutFacts,
        CompletableFuture<List<Score>> scores) {
    /** @param reason why the rollout cannot be scored */
    record MissingFacts(PendingRollout source, Rollout rollout, String reason) {}

    int size() {
        return sources.size() + withoutFacts.size();
    }

    boolean isDone() {
        return scores.isDone();
    }

    /** Waits until the batch is scored, at most {@code nanos}. */
    void await(long nanos) {
        try {
            scores.get(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (TimeoutException | ExecutionException e) {
            return; // result() reports the failure
        }
    }

    /** Returns the scores of a finished batch, or throws the failure of the reward model. */
    List<Score> result() {
        try {
            return scores.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
