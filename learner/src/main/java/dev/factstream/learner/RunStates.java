package dev.factstream.learner;

import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.run.RunState;
import dev.factstream.schemas.run.RunStatus;

/** Derives the state of a run from its ledger. */
final class RunStates {

    private RunStates() {}

    /** The state of an open run whose newest ledger record is {@code record}. */
    static RunState of(LedgerRecord record, String baseHash) {
        return new RunState(
                record.runId(),
                record.policyId(),
                baseHash,
                RunStatus.OPEN,
                record.version(),
                record.adapterHash(),
                record.nextSequence(),
                record.counts(),
                record.checkpointFolder(),
                record.checkpointSha256(),
                record.createdAtMillis());
    }
}
