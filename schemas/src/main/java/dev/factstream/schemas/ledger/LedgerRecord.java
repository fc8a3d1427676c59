package dev.factstream.schemas.ledger;

import dev.factstream.schemas.Check;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The origin of one policy version. The last committed ledger record of a run is authoritative: it names the checkpoint by
 * folder and hash, and a checkpoint that no record names does not count.
 *
 * @param version the policy version that this record creates; 0 for the record that opens a run
 * @param optimizerStep updates done so far
 * @param inputs the rollouts trained on, in training order
 * @param drops the tickets closed without training since the previous version
 * @param checkpointFolder name of the learner's checkpoint folder, relative to the run's directory
 * @param checkpointSha256 of that folder's content
 * @param adapterHash of the adapter tensors; {@code none} for version 0
 * @param configHash of the learner's effective settings
 * @param seed of the run
 * @param nextSequence the sequence of the first ticket not yet issued
 * @param metrics losses and statistics of the step by name
 * @param createdAtMillis since the epoch
 * @param rewardModelId the only reward model whose scores this run trains on; empty before the first rollout arrived
 * @param rolledBackTo the older version whose weights and optimizer state this version restores; empty if it was trained
 *     or opens the run
 * @param settings the learner's effective settings by key; empty if they are those of the record before this one, and in ledgers
 *     older than this field
 * @param environment everything besides settings and inputs that decides the bits of the result: engine, its threads, the
 *     processor's architecture
 * @param closed whether this record closes the run: it drops the open tickets, and no record follows
 * @param round SHA-256 of the round of questions that the run was in; empty in ledgers older than this field
 */
public record LedgerRecord(
        String runId,
        String policyId,
        int version,
        long optimizerStep,
        List<InputCoordinate> inputs,
        List<DroppedTicket> drops,
        String checkpointFolder,
        String checkpointSha256,
        String adapterHash,
        String configHash,
        long seed,
        long nextSequence,
        TicketCounts counts,
        Map<String, Double> metrics,
        long createdAtMillis,
        Optional<String> rewardModelId,
        OptionalInt rolledBackTo,
        Map<String, String> settings,
        Map<String, String> environment,
        boolean closed,
        Optional<String> round) {
    public LedgerRecord {
        Check.runId(runId);
        Check.id(policyId, "policyId");
        Check.notNegative(version, "version");
        Check.notNegative(optimizerStep, "optimizerStep");
        inputs = List.copyOf(inputs);
        drops = List.copyOf(drops);
        Check.id(checkpointFolder, "checkpointFolder");
        Check.id(checkpointSha256, "checkpointSha256");
        Check.id(adapterHash, "adapterHash");
        Check.id(configHash, "configHash");
        Check.notNegative(nextSequence, "nextSequence");
        Objects.requireNonNull(counts, "counts");
        metrics = Map.copyOf(metrics);
        Objects.requireNonNull(rewardModelId, "rewardModelId");
        Check.require(
                rolledBackTo.isEmpty() || rolledBackTo.getAsInt() < version,
                "rolledBackTo",
                "must be below version " + version,
                rolledBackTo);
        settings = Map.copyOf(settings);
        environment = Map.copyOf(environment);
        round.ifPresent(hash -> Check.id(hash, "round"));
    }

    /** Returns this record with the settings of {@code previous} if it has none of its own and was made with the same ones. */
    public LedgerRecord withSettingsAfter(LedgerRecord previous) {
        return settings.isEmpty() && previous != null && configHash.equals(previous.configHash)
                ? with(inputs, drops, metrics, previous.settings)
                : this;
    }

    /** Returns this record with other settings; with none, for a reader that knows the record before it. */
    public LedgerRecord withSettings(Map<String, String> other) {
        return with(inputs, drops, metrics, other);
    }

    /** Returns this record without inputs, drops and metrics, so that it is small however large the batch was. */
    public LedgerRecord withoutDetails() {
        return with(List.of(), List.of(), Map.of(), settings);
    }

    private LedgerRecord with(
            List<InputCoordinate> newInputs,
            List<DroppedTicket> newDrops,
            Map<String, Double> newMetrics,
            Map<String, String> newSettings) {
        return new LedgerRecord(
                runId,
                policyId,
                version,
                optimizerStep,
                newInputs,
                newDrops,
                checkpointFolder,
                checkpointSha256,
                adapterHash,
                configHash,
                seed,
                nextSequence,
                counts,
                newMetrics,
                createdAtMillis,
                rewardModelId,
                rolledBackTo,
                newSettings,
                environment,
                closed,
                round);
    }
}
