package dev.factstream.learner.batch;

import dev.factstream.schemas.ledger.InputCoordinate;
import dev.factstream.schemas.rollout.ScoredRollout;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * A scored rollout that arrived as the first outcome of its ticket.
 *
 * @param source partition that it was read from
 * @param offset offset within the partition
 * @param sha256 hash of the record's value
 * @param scored the decoded value
 */
public record ArrivedRollout(TopicPartition source, long offset, String sha256, ScoredRollout scored) {

    /** Its coordinate as the ledger records it. */
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
