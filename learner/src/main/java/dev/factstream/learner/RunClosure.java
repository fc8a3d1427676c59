package dev.factstream.learner;

import dev.factstream.learner.checkpoint.CheckpointStore;
import dev.factstream.learner.checkpoint.LearnerState;
import dev.factstream.learner.checkpoint.StoredCheckpoint;
import dev.factstream.learner.dispatch.TicketTracker;
import dev.factstream.learner.ledger.LedgerReader;
import dev.factstream.learner.ledger.RunStateReader;
import dev.factstream.learner.ledger.RunStates;
import dev.factstream.learner.publish.TransactionContent;
import dev.factstream.learner.publish.TransactionalPublisher;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.schemas.ledger.DropReason;
import dev.factstream.schemas.ledger.DroppedTicket;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.run.RunProgress;
import dev.factstream.schemas.run.RunState;
import dev.factstream.schemas.topics.TopicNames;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The end of a run: its last ledger record drops the open tickets, so that the ticket balance is final, and its state tells actors to
 * pass over them. Nothing of the run is deleted, and no learner resumes it. Needs no model.
 *
 * @param version the newest version of the run
 * @param dropped number of open tickets that were dropped
 */
public record RunClosure(int version, int dropped) {

    /**
     * Closes a run. A running learner of the run is fenced and stops.
     *
     * @param dir folder of the run, which contains its checkpoints
     * @throws RunClosedException if it is closed already
     * @throws IllegalArgumentException if the ledger has no such run
     * @throws dev.factstream.learner.checkpoint.LearnerCheckpointException if the newest checkpoint, which names the open tickets, is
     *     missing or damaged; nothing is fenced or changed then
     */
    public static RunClosure close(KafkaClients clients, TopicNames names, String runId, Path dir, Clock clock) {
        CheckpointStore store = new CheckpointStore(dir.resolve(RunReplay.CHECKPOINTS));
        LedgerReader ledger = new LedgerReader(clients, names);
        state(store, last(ledger, runId));
        try (TransactionalPublisher publisher = new TransactionalPublisher(clients, names, runId)) {
            // read again: until then a running learner could append
            LedgerRecord last = last(ledger, runId);
            LearnerState state = state(store, last);
            TicketTracker tracker = new TicketTracker(runId, state.tickets());
            tracker.dropAll(DropReason.RUN_CLOSED);
            LedgerRecord closing = closing(last, tracker, clock.millis());
            RunProgress progress = new RunStateReader(clients, names)
                    .readResumable(runId, state.baseHash())
                    .flatMap(RunState::progress)
                    .orElseThrow();
            publisher.publish(new TransactionContent(
                    Optional.empty(),
                    closing,
                    RunStates.of(closing, state.baseHash(), progress),
                    List.of(),
                    List.of()));
            return new RunClosure(last.version(), closing.drops().size());
        }
    }

    private static LedgerRecord last(LedgerReader ledger, String runId) {
        AtomicReference<LedgerRecord> newest = new AtomicReference<>();
        ledger.read(runId, entry -> newest.set(entry.record()));
        LedgerRecord last = newest.get();
        if (last == null) {
            throw new IllegalArgumentException("the ledger has no run " + runId);
        }
        if (last.closed()) {
            throw new RunClosedException(runId, last.version());
        }
        return last;
    }

    private static LearnerState state(CheckpointStore store, LedgerRecord last) {
        return LearnerState.read(store.open(new StoredCheckpoint(last.checkpointFolder(), last.checkpointSha256())));
    }

    private static LedgerRecord closing(LedgerRecord last, TicketTracker tracker, long now) {
        List<DroppedTicket> drops = tracker.takeDrops();
        return new LedgerRecord(
                last.runId(),
                last.policyId(),
                last.version(),
                last.optimizerStep(),
                List.of(),
                drops,
                last.checkpointFolder(),
                last.checkpointSha256(),
                last.adapterHash(),
                last.configHash(),
                last.seed(),
                last.nextSequence(),
                tracker.counts(),
                Map.of(),
                now,
                last.rewardModelId(),
                OptionalInt.empty(),
                last.settings(),
                last.environment(),
                true,
                last.round());
    }
}
