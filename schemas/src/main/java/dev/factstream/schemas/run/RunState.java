package dev.factstream.schemas.run;

import dev.factstream.schemas.Check;
import dev.factstream.schemas.ledger.TicketCounts;
import java.util.Objects;
import java.util.Optional;

/**
 * The newest state of a run, by which actors know the runs to serve, and from which a learner resumes. It is written in the
 * transaction of each ledger record.
 *
 * @param policyId name of the policy within the run
 * @param baseHash of the base model that the policy adapts
 * @param version the newest policy version
 * @param adapterHash of its adapter's tensors; {@code none} for version 0
 * @param nextSequence the sequence of the first ticket not yet issued
 * @param counts the ticket balance
 * @param checkpointFolder name of the newest checkpoint folder, relative to the run's directory
 * @param checkpointSha256 of that folder's content
 * @param updatedAtMillis since the epoch; a learner at work renews the record every few minutes
 * @param progress what a start needs from the ledger; empty in states of earlier builds
 */
public record RunState(
        String runId,
        String policyId,
        String baseHash,
        RunStatus status,
        int version,
        String adapterHash,
        long nextSequence,
        TicketCounts counts,
        String checkpointFolder,
        String checkpointSha256,
        long updatedAtMillis,
        Optional<RunProgress> progress) {
    public RunState {
        Check.text(runId, "runId");
        Check.text(policyId, "policyId");
        Check.text(baseHash, "baseHash");
        Objects.requireNonNull(status, "status");
        Check.notNegative(version, "version");
        Check.text(adapterHash, "adapterHash");
        Check.notNegative(nextSequence, "nextSequence");
        Objects.requireNonNull(counts, "counts");
        Check.text(checkpointFolder, "checkpointFolder");
        Check.text(checkpointSha256, "checkpointSha256");
        Objects.requireNonNull(progress, "progress");
    }

    /** Returns the same state, as of {@code nowMillis}. */
    public RunState renewed(long nowMillis) {
        return new RunState(
                runId,
                policyId,
                baseHash,
                status,
                version,
                adapterHash,
                nextSequence,
                counts,
                checkpointFolder,
                checkpointSha256,
                nowMillis,
                progress);
    }
}
