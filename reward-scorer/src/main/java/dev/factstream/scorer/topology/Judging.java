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
 * A micro-batch that the reward model reads beside the stream thread. All of it is in the state store still.
 *
 * @param sources where the candidates come from
 * @param orphans those that lost their facts since they joined the batch
 * @param scores comes to one per candidate
 */
record Judging(
        List<ParkedRollout> sources,
        List<Candidate> candidates,
        List<Orphan> orphans,
        CompletableFuture<List<Score>> scores) {
    /** @param reason why it cannot be scored */
    record Orphan(ParkedRollout source, Rollout rollout, String reason) {}

    int size() {
        return sources.size() + orphans.size();
    }

    boolean isDone() {
        return scores.isDone();
    }

    /** Waits until it is done, or so long. */
    void await(long nanos) {
        try {
            scores.get(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (TimeoutException | ExecutionException e) {
            return; // whoever takes the scores learns of it
        }
    }

    /** The scores of what is done, or the failure of the reward model. */
    List<Score> result() {
        try {
            return scores.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
