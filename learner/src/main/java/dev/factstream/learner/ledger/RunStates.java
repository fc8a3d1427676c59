package dev.factstream.learner.ledger;

import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.run.RunProgress;
import dev.factstream.schemas.run.RunState;
import dev.factstream.schemas.run.RunStatus;
import java.util.Optional;

/** Derives the state of a run from its newest ledger record. */
public final class RunStates {

    private RunStates() {}

    /** The state of a run whose newest ledger record is {@code record}. */
    public static RunState of(LedgerRecord record, String baseHash, RunProgress progress) {
        return new RunState(
                record.runId(),
                record.policyId(),
                baseHash,
                record.closed() ? RunStatus.CLOSED : RunStatus.OPEN,
                record.version(),
                record.adapterHash(),
                record.nextSequence(),
                record.counts(),
                record.checkpointFolder(),
                record.checkpointSha256(),
                record.createdAtMillis(),
                Optional.of(progress));
    }
}
