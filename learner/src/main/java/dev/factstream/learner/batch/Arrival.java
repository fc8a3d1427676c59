package dev.factstream.learner.batch;

import dev.factstream.schemas.ledger.InputCoordinate;
import dev.factstream.schemas.rollout.ScoredRollout;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * A scored rollout that arrived as the first outcome of its ticket.
 *
 * @param source the partition it lies in
 * @param offset where in it
 * @param sha256 of the bytes that were read there
 * @param scored what they say
 */
public record Arrival(TopicPartition source, long offset, String sha256, ScoredRollout scored) {

    /** As the ledger names it. */
    public InputCoordinate coordinate() {
        return new InputCoordinate(
                source.partition(),
                offset,
                scored.rollout().rolloutId(),
                scored.rollout().ticketId(),
                Optional.of(sha256));
    }

    /** Whether the reward and every recorded log-probability is a finite number. */
    boolean finite() {
        for (float logProb : scored.rollout().logProbs()) {
            if (!Float.isFinite(logProb)) {
                return false;
            }
        }
        return Double.isFinite(scored.reward().total());
    }
}
