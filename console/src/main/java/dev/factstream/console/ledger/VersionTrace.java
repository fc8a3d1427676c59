package dev.factstream.console.ledger;

import dev.factstream.learner.ledger.LedgerInputReader;
import dev.factstream.learner.ledger.StoredInput;
import dev.factstream.learner.ledger.VersionHistory;
import dev.factstream.schemas.ledger.DroppedTicket;
import dev.factstream.schemas.ledger.LedgerRecord;
import java.util.List;

/**
 * A policy version and its inputs.
 *
 * @param made the ledger record that published the version
 * @param newest the last ledger record of the version, which may have reissued tickets
 * @param drops the drops of all records of the version
 * @param inputs the inputs as read back from the log
 */
record VersionTrace(LedgerRecord made, LedgerRecord newest, List<DroppedTicket> drops, List<StoredInput> inputs) {

    static VersionTrace of(VersionHistory history, int version, LedgerInputReader reader) {
        List<LedgerRecord> records = history.records(version);
        return new VersionTrace(
                records.get(0),
                records.get(records.size() - 1),
                records.stream().flatMap(record -> record.drops().stream()).toList(),
                reader.read(records.get(0).inputs()));
    }
}
