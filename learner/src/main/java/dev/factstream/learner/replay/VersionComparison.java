package dev.factstream.learner.replay;

import dev.factstream.schemas.ledger.LedgerRecord;
import java.util.List;

/**
 * A recomputed version compared with its ledger record.
 *
 * @param record ledger record of the version
 * @param inputs number of rollouts read back
 * @param metrics number of metrics that were recomputed and compared; durations are not
 * @param checkpoint whether its checkpoint is kept, so critic and optimizers were compared too, file by file
 * @param differences empty if everything is equal bit for bit; inputs first
 */
public record VersionComparison(
        LedgerRecord record, int inputs, int metrics, boolean checkpoint, List<ReplayDifference> differences) {

    public VersionComparison {
        differences = List.copyOf(differences);
    }

    /** Whether everything that was compared is equal, bit for bit. */
    public boolean equal() {
        return differences.isEmpty();
    }
}
