package dev.factstream.learner.ledger;

import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.run.RunState;
import java.util.Optional;

/**
 * Derives the state of a run from its ledger, for runs whose newest state was written by an earlier build. Its size does not depend
 * on the number of records. Not thread-safe.
 */
final class LedgerFold {

    private static final int PUBLISHED = 64;
    private static final String ON_ALARM = "learner.on.alarm";

    private final ProgressTracker progress = new ProgressTracker(PUBLISHED);
    private LedgerRecord last;
    private int admissionVersion;
    private long admissionTrained;

    /** Adds the next record of the run. */
    void add(LedgerRecord record) {
        if (last == null) {
            admissionVersion = record.version();
        }
        if (record.rolledBackTo().isPresent()) {
            admissionVersion = record.version();
            admissionTrained = record.counts().trained();
        }
        progress.add(record);
        last = record.withoutDetails();
    }

    /** The state after the newest record; empty if there is none. */
    Optional<RunState> state(String baseHash) {
        return Optional.ofNullable(last)
                .map(record -> RunStates.of(
                        record,
                        baseHash,
                        progress.progress(
                                admissionVersion,
                                admissionTrained,
                                "pause".equals(record.settings().get(ON_ALARM)),
                                Optional.empty())));
    }
}
