package dev.factstream.learner;

import dev.factstream.learner.alarm.AlarmAction;
import dev.factstream.learner.batch.ArrivedRollout;
import dev.factstream.learner.batch.BatchAssembler;
import dev.factstream.learner.batch.PartitionPosition;
import dev.factstream.learner.checkpoint.CheckpointContent;
import dev.factstream.learner.checkpoint.CheckpointName;
import dev.factstream.learner.checkpoint.CheckpointStore;
import dev.factstream.learner.checkpoint.DiskFullRetry;
import dev.factstream.learner.checkpoint.LearnerState;
import dev.factstream.learner.checkpoint.RetainedCheckpoints;
import dev.factstream.learner.checkpoint.RoundStore;
import dev.factstream.learner.checkpoint.StoredCheckpoint;
import dev.factstream.learner.dispatch.AdmissionControl;
import dev.factstream.learner.dispatch.TicketDispatcher;
import dev.factstream.learner.dispatch.TicketState;
import dev.factstream.learner.dispatch.TicketTracker;
import dev.factstream.learner.guard.RefusedRolloutDeadLetters;
import dev.factstream.learner.ledger.ProgressTracker;
import dev.factstream.learner.ledger.RunStateReader;
import dev.factstream.learner.ledger.RunStates;
import dev.factstream.learner.pool.Round;
import dev.factstream.learner.ppo.FrozenModels;
import dev.factstream.learner.ppo.TrainableState;
import dev.factstream.learner.publish.AdapterExporter;
import dev.factstream.learner.publish.ChunkedAdapter;
import dev.factstream.learner.publish.RetainedAdapters;
import dev.factstream.learner.publish.TransactionContent;
import dev.factstream.learner.publish.TransactionalPublisher;
import dev.factstream.model.engine.TorchEnvironment;
import dev.factstream.runtime.kafka.ActorShareGroup;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.schemas.ledger.DropReason;
import dev.factstream.schemas.ledger.DroppedTicket;
import dev.factstream.schemas.ledger.InputCoordinate;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.metrics.MetricNames;
import dev.factstream.schemas.run.RunState;
import dev.factstream.schemas.run.RunStatus;
import dev.factstream.schemas.seeds.SplitMixSeeds;
import dev.factstream.schemas.ticket.Ticket;
import dev.factstream.schemas.topics.TopicNames;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits the policy versions of a run, and keeps the state of the newest one. A version is first written to the disk
 * and then committed by one transaction; a checkpoint that no ledger record names does not count. Not thread-safe.
 */
final class VersionCommitter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(VersionCommitter.class);
    private static final int STATE_BYTES = 64 * 1024;
    private static final Duration RENEWAL_INTERVAL = Duration.ofMinutes(5);

    private final LearnerSettings settings;
    private final FrozenModels models;
    private TicketDispatcher dispatcher;
    private AdmissionControl admission;
    private final Clock clock;
    private final String configHash;
    private final CheckpointStore store;
    private final RoundStore rounds;
    private final AdapterExporter export;
    private final TransactionalPublisher publisher;
    private final RefusedRolloutDeadLetters quarantine;
    private final DiskFullRetry diskFull;
    private final Optional<LearnerState> resumed;
    private final TrainableState trainable;
    private final RetainedCheckpoints checkpoints;
    private final RetainedAdapters adapters;
    private final ProgressTracker progress;
    private final List<ProducerRecord<byte[], byte[]>> deadLetters = new ArrayList<>();
    private final List<String> canaries;
    private StoredCheckpoint newest;
    private RunState state; // null before the first commit
    private boolean settingsWritten; // the first record of a process has them; they cannot change before the next start
    private volatile int version; // also read by other threads
    private int commitsAtVersion = -1; // so the first commit of a process has 0: the new epoch makes its name unique

    private VersionCommitter(
            LearnerSettings settings,
            KafkaClients clients,
            TopicNames names,
            FrozenModels models,
            Path dir,
            TicketDispatcher dispatcher,
            Clock clock,
            BooleanSupplier stopping) {
        this.settings = settings;
        this.models = models;
        this.clock = clock;
        diskFull = new DiskFullRetry(settings.checkpoints().whenFull(), stopping);
        quarantine = new RefusedRolloutDeadLetters(names);
        configHash = settings.hash(models.hashes());
        store = new CheckpointStore(dir.resolve("checkpoints"));
        rounds = new RoundStore(dir.resolve("rounds"), store);
        export = new AdapterExporter(models, settings.policyId(), settings.runId(), dir.resolve("adapters"));
        progress = new ProgressTracker(
                Math.max(settings.admission().eta() + 2, settings.guards().adapters()));
        publisher = new TransactionalPublisher(clients, names, settings.runId());
        try {
            // read only after older learners are fenced, because until then they can still append
            state = new RunStateReader(clients, names)
                    .readResumable(settings.runId(), models.baseHash())
                    .orElse(null);
            requireOpen();
            setProgress(dispatcher);
            prepareActors(clients, names, state == null);
            store.setAside(Optional.ofNullable(state).map(RunState::checkpointFolder))
                    .forEach(path -> LOG.warn("Set aside checkpoint {}: no ledger record names it", path));
            checkpoints = new RetainedCheckpoints(store, settings.checkpoints());
            adapters = RetainedAdapters.read(clients, names, settings.runId());
            if (state == null) {
                resumed = Optional.empty();
                trainable = TrainableState.initial(
                        models,
                        settings.lora(),
                        settings.ppo().largestNorm(),
                        SplitMixSeeds.derive(settings.seed(), -1));
            } else {
                newest = new StoredCheckpoint(state.checkpointFolder(), state.checkpointSha256());
                Path folder = store.open(newest);
                resumed = Optional.of(LearnerState.read(folder));
                resumed.get()
                        .requireSame(
                                settings.seed(), models, settings.admission().rolloutsPerVersion());
                trainable = TrainableState.read(folder, models, settings.ppo().largestNorm());
                version = state.version();
                checkpoints.sweep(version);
                export.sweepFolders(this::keeps);
                exportNewest();
                renewState();
                Optional.ofNullable(resumed.get().round()).map(rounds::read).ifPresent(dispatcher.rounds()::resume);
                LOG.info("Resuming run {} from version {}, checkpoint {}", settings.runId(), version, folder);
            }
            canaries = holdOutCanaries();
            dispatcher.rounds().requireQuestions();
        } catch (RuntimeException e) {
            publisher.close();
            dispatcher.close();
            throw e;
        }
    }

    /**
     * Fences earlier learners, finds the last commit and loads it.
     *
     * @param stopping whether to stop waiting for disk space
     */
    static VersionCommitter open(
            LearnerSettings settings,
            KafkaClients clients,
            TopicNames names,
            FrozenModels models,
            Path dir,
            TicketDispatcher dispatcher,
            Clock clock,
            BooleanSupplier stopping) {
        return new VersionCommitter(settings, clients, names, models, dir, dispatcher, clock, stopping);
    }

    private void requireOpen() {
        if (state != null && state.status() == RunStatus.CLOSED) {
            throw new RunClosedException(settings.runId(), state.version());
        }
    }

    private void prepareActors(KafkaClients clients, TopicNames names, boolean newRun) {
        try (Admin admin = Admin.create(clients.admin("factstream-learner-admin"))) {
            new ActorShareGroup(admin, names, models.baseHash(), settings.runId()).prepare(newRun);
        }
    }

    /**
     * Sets the bounds of admission, which count versions and tickets from the first version or from the last rollback, and what else
     * the run has reached.
     */
    private void setProgress(TicketDispatcher unbounded) {
        admission = settings.admission().startingAt(models.firstVersion());
        Optional.ofNullable(state).flatMap(RunState::progress).ifPresent(before -> {
            admission = admission.resumingAt(before.admissionVersion(), before.admissionTrained());
            progress.resume(before);
        });
        dispatcher = unbounded.withAdmission(admission);
    }

    /** Once chosen, canaries are held out for the whole run, even while none are asked. */
    private List<String> holdOutCanaries() {
        List<String> held = resumed.map(LearnerState::canaries).orElse(List.of());
        if (held.isEmpty() && settings.canaries().enabled()) {
            held = dispatcher.chooseCanaries(settings.canaries().size(), tickets());
        }
        dispatcher = dispatcher.withCanaries(settings.canaries(), held);
        return held;
    }

    /** The bounds on outstanding tickets and on the age of answers. */
    AdmissionControl admission() {
        return admission;
    }

    /** Whether the run had a commit when this process started. */
    boolean hasCommits() {
        return resumed.isPresent();
    }

    int version() {
        return version;
    }

    TrainableState trainable() {
        return trainable;
    }

    /** The tickets as of the last commit before this process started. */
    TicketState tickets() {
        return resumed.map(LearnerState::tickets).orElse(TicketState.initial());
    }

    /** Whether tickets could be issued now, as far as questions are concerned. */
    boolean hasQuestions() {
        dispatcher.rounds().refresh();
        return dispatcher.rounds().hasQuestions();
    }

    /** Metrics of the prompt pool as of the last commit. */
    Map<String, Double> poolMetrics() {
        return Map.of(
                MetricNames.POOL_QUESTIONS, (double) dispatcher.rounds().size(),
                MetricNames.POOL_PASSED_OVER, (double) dispatcher.passedOver());
    }

    /** The read positions as of the last commit before this process started. */
    List<PartitionPosition> positions() {
        return resumed.map(LearnerState::positions).orElse(List.of());
    }

    /** The run's reward model as of the last commit before this process started. */
    Optional<String> rewardModelId() {
        return resumed.flatMap(state -> Optional.ofNullable(state.rewardModelId()));
    }

    /**
     * Starts the run with version 0, which is the base without an adapter, or with version 1, which is the given
     * initial adapter. Actors wait for version 1 as for any version, because the first tickets require it. Version 0 is
     * therefore the base in every run, and actors need not know how a run started.
     */
    void start(TicketTracker tracker, BatchAssembler assembler) {
        commit(models.firstVersion(), List.of(), Map.of(), tracker, assembler);
    }

    /**
     * Commits a new version, or more tickets at the current one.
     *
     * @param next the current version, or the one after it
     * @param inputs rollouts that the version was trained on, in training order
     * @return the drops in the ledger record
     */
    List<DroppedTicket> commit(
            int next,
            List<InputCoordinate> inputs,
            Map<String, Double> metrics,
            TicketTracker tracker,
            BatchAssembler assembler) {
        return commit(next, inputs, metrics, tracker, assembler, OptionalInt.empty());
    }

    /**
     * Commits an older version again: its weights, its critic and its optimizers. Drops every open ticket and issues new
     * ones, which only the new version may answer.
     *
     * @param older the version to restore
     * @param folder trainable state of that version
     * @param metrics metrics of the ledger record
     * @return the drops in the ledger record
     */
    List<DroppedTicket> rollBack(
            int older, Path folder, Map<String, Double> metrics, TicketTracker tracker, BatchAssembler assembler) {
        trainable.restore(folder);
        tracker.dropAll(DropReason.ROLLBACK);
        admission = admission.resumingAt(version + 1, tracker.counts().trained());
        dispatcher = dispatcher.withAdmission(admission);
        return commit(version + 1, List.of(), metrics, tracker, assembler, OptionalInt.of(older));
    }

    private List<DroppedTicket> commit(
            int next,
            List<InputCoordinate> inputs,
            Map<String, Double> metrics,
            TicketTracker tracker,
            BatchAssembler assembler,
            OptionalInt rolledBackTo) {
        long now = clock.millis();
        List<Ticket> tickets = new ArrayList<>(dispatcher.issue(tracker, next, now));
        if (state == null || next > version) {
            tickets.addAll(dispatcher.issueCanaries(tracker, next, now));
        }
        List<DroppedTicket> drops = tracker.takeDrops();
        Optional<Round> round = dispatcher.rounds().current();
        StoredCheckpoint stored = write(name(next), folder -> {
            if (round.isPresent()) {
                rounds.write(round.get());
            }
            trainable.write(folder);
            state(next, tracker, assembler).write(folder);
        });
        Map<String, Double> recorded = new TreeMap<>(metrics);
        if (!inputs.isEmpty()) {
            recorded.putAll(poolMetrics());
        }
        Optional<ChunkedAdapter> adapter = next == version
                ? Optional.empty()
                : Optional.of(export.encode(trainable.policy(), next, trainable.optimizerSteps(), now));
        LedgerRecord record = record(next, inputs, drops, recorded, tracker, assembler, stored, now, rolledBackTo);
        progress.add(record);
        RunState after = RunStates.of(
                record,
                models.baseHash(),
                progress.progress(
                        admission.first(),
                        admission.trainedBefore(),
                        settings.onAlarm() == AlarmAction.PAUSE,
                        tracker.settled(now)));
        List<ProducerRecord<byte[], byte[]>> others = new ArrayList<>(
                adapters.takeTombstones(other -> settings.checkpoints().keeps(other, next)));
        others.addAll(deadLetters);
        publisher.publish(new TransactionContent(
                adapter, settingsWritten ? record.withSettings(Map.of()) : record, after, tickets, others));
        settingsWritten = true;
        state = after;
        newest = stored;
        deadLetters.clear();
        version = next;
        adapter.ifPresent(encoded -> adapters.add(encoded.manifest()));
        exportNewest();
        checkpoints.add(version, stored.name());
        settings.checkpoints().leaving(version).forEach(export::deleteFolder);
        rounds.prune();
        return drops;
    }

    /** Whether checkpoint and adapters of a version stay. */
    private boolean keeps(int other) {
        return settings.checkpoints().keeps(other, version);
    }

    /** What the run has reached; kept current by commits. */
    ProgressTracker progress() {
        return progress;
    }

    /** Writes the run's state again if it is old, so that actors keep serving the run. */
    void renewStateIfOld() {
        if (clock.millis() - state.updatedAtMillis() > RENEWAL_INTERVAL.toMillis()) {
            renewState();
            dispatcher
                    .rounds()
                    .refresh(); // also while no version is made: a tombstone of a question stays for a day only
        }
    }

    private void renewState() {
        state = state.renewed(clock.millis());
        publisher.send(state);
    }

    /** Restores the state of the last commit. The next commit sends the rollouts of {@code batch} to dead-letters. */
    void refuse(List<ArrivedRollout> batch, String reason) {
        trainable.restore(store.open(newest));
        batch.forEach(arrival -> deadLetters.add(quarantine.toDeadLetter(arrival, reason)));
    }

    /**
     * Returns when the disk has space for the next checkpoint.
     *
     * @throws dev.factstream.learner.checkpoint.DiskFullException if it has none and the settings say not to wait, or the learner is stopping
     */
    void requireSpace() {
        diskFull.get(() -> {
            store.requireSpace(bytes());
            return newest;
        });
    }

    private StoredCheckpoint write(String name, CheckpointContent content) {
        return diskFull.get(() -> store.write(name, bytes(), content));
    }

    /** Approximate: the tensors, the PEFT folder besides the checkpoint, and offsets, tickets and file headers. */
    private long bytes() {
        return trainable.approximateBytes() * 4 / 3 + STATE_BYTES;
    }

    /** Sends the dead letter of a rollout that cannot be trained on. */
    void discard(ArrivedRollout arrival, String reason) {
        send(quarantine.toDeadLetter(arrival, "it cannot be trained on: " + reason));
    }

    /** Sends a record that belongs to no version. */
    void send(ProducerRecord<byte[], byte[]> record) {
        publisher.send(record);
    }

    private void exportNewest() {
        if (version > 0) {
            export.writeFolder(trainable.policy(), version);
        }
    }

    private String name(int next) {
        commitsAtVersion = next == version ? commitsAtVersion + 1 : 0;
        return new CheckpointName(next, publisher.epoch(), commitsAtVersion).toString();
    }

    private LearnerState state(int next, TicketTracker tracker, BatchAssembler assembler) {
        return new LearnerState(
                settings.runId(),
                next,
                settings.seed(),
                configHash,
                models.baseHash(),
                models.criticBaseHash(),
                models.referenceHash(),
                settings.admission().rolloutsPerVersion(),
                assembler.rewardModelId().orElse(null),
                tracker.state(),
                canaries,
                assembler.positions(),
                round().orElse(null));
    }

    private LedgerRecord record(
            int next,
            List<InputCoordinate> inputs,
            List<DroppedTicket> drops,
            Map<String, Double> metrics,
            TicketTracker tracker,
            BatchAssembler assembler,
            StoredCheckpoint stored,
            long now,
            OptionalInt rolledBackTo) {
        return new LedgerRecord(
                settings.runId(),
                settings.policyId(),
                next,
                trainable.optimizerSteps(),
                inputs,
                drops,
                stored.name(),
                stored.sha256(),
                next == 0 ? "none" : trainable.policy().hash(),
                configHash,
                settings.seed(),
                tracker.nextSequence(),
                tracker.counts(),
                metrics,
                now,
                assembler.rewardModelId(),
                rolledBackTo,
                settings.texts().byKey(),
                TorchEnvironment.now(),
                false,
                round());
    }

    /** The SHA-256 of the round that the run is in. */
    private Optional<String> round() {
        return dispatcher.rounds().current().map(rounds::hash);
    }

    @Override
    public void close() {
        publisher.close();
        dispatcher.close();
        trainable.close();
    }
}
