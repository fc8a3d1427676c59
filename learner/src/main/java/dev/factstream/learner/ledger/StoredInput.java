package dev.factstream.learner.ledger;

import dev.factstream.schemas.ledger.InputCoordinate;
import dev.factstream.schemas.rollout.ScoredRollout;
import java.util.Optional;

/**
 * What lies in the log where an input of a version lay.
 *
 * @param coordinate as the ledger names it
 * @param scored what was read; empty where nothing readable lies there
 * @param fault why this is not what was trained on; empty if it is
 */
public record StoredInput(InputCoordinate coordinate, Optional<ScoredRollout> scored, Optional<String> fault) {

    static StoredInput lost(InputCoordinate coordinate, String fault) {
        return new StoredInput(coordinate, Optional.empty(), Optional.of(fault));
    }
}
