package dev.factstream.learner.replay;

import dev.factstream.schemas.ledger.LedgerRecord;
import java.util.List;

/**
 * A version made again, beside what the ledger says of it.
 *
 * @param record what the ledger says of it
 * @param inputs rollouts read back
 * @param metrics how many of its metrics were computed again and compared; what only a clock could measure is not
 * @param checkpoint whether its checkpoint is kept, so that critic and optimizers were compared too, file by file
 * @param differences none if all is equal bit for bit; inputs first
 */
public record VersionComparison(
        LedgerRecord record, int inputs, int metrics, boolean checkpoint, List<Difference> differences) {

    public VersionComparison {
        differences = List.copyOf(differences);
    }

    /** Whether everything that was compared is equal, bit for bit. */
    public boolean equal() {
        return differences.isEmpty();
    }
}
