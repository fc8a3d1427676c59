package dev.factstream.scorer.topology;

import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.scorer.reward.Candidate;
import dev.factstream.scorer.scores.Score;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.streams.errors.StreamsException;

/**
 * A micro-batch that the reward model scores while the stream thread continues. All its rollouts are still in the state store.
 *
 * @param sources the records of the candidates
 * @param refused the rollouts that cannot be scored, for instance because their facts disappeared after they joined the batch
 * @param scores completes with one score per candidate
 */
record InFlightBatch(
        List<PendingRollout> sources,
        List<Candidate> candidates,
        List<Refused> refused,
        CompletableFuture<List<Score>> scores) {
    /** @param reason why the rollout cannot be scored */
    record Refused(PendingRollout source, Optional<Rollout> rollout, String reason) {}

    int size() {
        return sources.size() + refused.size();
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

    /**
     * Returns the scores of a finished batch.
     *
     * @throws StreamsException if the reward model failed, which is no fault of a record
     */
    List<Score> result() {
        try {
            return scores.join();
        } catch (CompletionException e) {
            throw new StreamsException("The reward model failed", e.getCause());
        }
    }
}
