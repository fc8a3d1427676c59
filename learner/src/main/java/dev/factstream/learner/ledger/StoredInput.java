package dev.factstream.learner.ledger;

import dev.factstream.schemas.ledger.InputCoordinate;
import dev.factstream.schemas.rollout.ScoredRollout;
import java.util.Optional;

/**
 * The record in the log at the coordinate of a version's input.
 *
 * @param coordinate coordinate in the ledger
 * @param scored the decoded rollout; empty if it does not exist or is not readable
 * @param fault difference from the input that was trained on; empty if there is none
 */
public record StoredInput(InputCoordinate coordinate, Optional<ScoredRollout> scored, Optional<String> fault) {

    static StoredInput lost(InputCoordinate coordinate, String fault) {
        return new StoredInput(coordinate, Optional.empty(), Optional.of(fault));
    }
}
