package dev.factstream.learner;

import dev.factstream.learner.batch.Arrival;
import dev.factstream.learner.batch.BatchAssembler;
import dev.factstream.learner.batch.Position;
import dev.factstream.learner.checkpoint.CheckpointName;
import dev.factstream.learner.checkpoint.CheckpointStore;
import dev.factstream.learner.checkpoint.DiskFullException;
import dev.factstream.learner.checkpoint.FolderContent;
import dev.factstream.learner.checkpoint.RunState;
import dev.factstream.learner.checkpoint.StoredCheckpoint;
import dev.factstream.learner.checkpoint.WhenFull;
import dev.factstream.learner.dispatch.Admission;
import dev.factstream.learner.dispatch.Dispatcher;
import dev.factstream.learner.dispatch.Seeds;
import dev.factstream.learner.dispatch.TicketBook;
import dev.factstream.learner.dispatch.TicketState;
import dev.factstream.learner.guard.Quarantine;
import dev.factstream.learner.ledger.LedgerReader;
import dev.factstream.learner.ppo.Foundation;
import dev.factstream.learner.ppo.Learnables;
import dev.factstream.learner.publish.AdapterExport;
import dev.factstream.learner.publish.AdapterFile;
import dev.factstream.learner.publish.Publication;
import dev.factstream.learner.publish.Publisher;
import dev.factstream.model.engine.Environment;
import dev.factstream.schemas.ledger.Drop;
import dev.factstream.schemas.ledger.DropReason;
import dev.factstream.schemas.ledger.InputCoordinate;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.settings.KafkaClients;
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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The chain of committed versions of a run, and its last link: what was learned, and the only way to add a link. A
 * version is first written to the disk and then made true by one transaction; what the ledger does not name has not
 * happened. Not thread-safe.
 */
final class Lineage implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Lineage.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final int ATTEMPTS_PER_COMPLAINT = 60;
    private static final int STATE_BYTES = 64 * 1024;

    private final LearnerSettings settings;
    private final Foundation foundation;
    private Dispatcher dispatcher;
    private Admission admission;
    private final Clock clock;
    private final String configHash;
    private final CheckpointStore store;
    private final AdapterExport export;
    private final Publisher publisher;
    private final Quarantine quarantine;
    private final BooleanSupplier stopping;
    private final Optional<RunState> resumed;
    private final Learnables learnables;
    private final List<String> committed = new ArrayList<>();
    private final SortedMap<Integer, String> adapters = new TreeMap<>();
    private final List<ProducerRecord<byte[], byte[]>> letters = new ArrayList<>();
    private final List<String> canaries;
    private StoredCheckpoint newest;
    private volatile int version; // read by other threads too
    private int additions = -1; // the first link of a process at an old version has a fresh epoch in its name

    private Lineage(
            LearnerSettings settings,
            KafkaClients clients,
            TopicNames names,
            Foundation foundation,
            Path dir,
            Dispatcher dispatcher,
            Clock clock,
            BooleanSupplier stopping) {
        this.settings = settings;
        this.foundation = foundation;
        this.clock = clock;
        this.stopping = stopping;
        quarantine = new Quarantine(names);
        configHash = settings.hash(foundation.hashes());
        store = new CheckpointStore(dir.resolve("checkpoints"));
        export = new AdapterExport(foundation, settings.policyId(), settings.runId(), dir.resolve("adapters"));
        publisher = new Publisher(clients, names, settings.runId());
        try {
            // only after older learners are fenced is the ledger's last record the last
            List<LedgerRecord> ledger = new LedgerReader(clients, names).records(settings.runId());
            bound(dispatcher, ledger);
            ledger.forEach(this::note);
            List<String> strangers = store.setAside(committed);
            strangers.forEach(name -> LOG.warn("Set aside checkpoint {}: no ledger record names it", name));
            if (ledger.isEmpty()) {
                resumed = Optional.empty();
                learnables = Learnables.initial(
                        foundation, settings.lora(), settings.ppo().largestNorm(), Seeds.derive(settings.seed(), -1));
            } else {
                LedgerRecord last = ledger.get(ledger.size() - 1);
                Path folder = store.open(newest);
                resumed = Optional.of(RunState.read(folder));
                resumed.get()
                        .requireSame(
                                settings.seed(),
                                foundation,
                                settings.admission().rolloutsPerVersion());
                learnables = Learnables.read(folder, foundation, settings.ppo().largestNorm());
                version = last.version();
                exportNewest();
                LOG.info("Run {} goes on from version {}, checkpoint {}", settings.runId(), version, folder);
            }
            canaries = holdOut();
        } catch (RuntimeException e) {
            publisher.close();
            throw e;
        }
    }

    /**
     * Fences earlier learners, finds the last committed link and loads it.
     *
     * @param stopping whether to stop waiting for room on the disk
     */
    static Lineage open(
            LearnerSettings settings,
            KafkaClients clients,
            TopicNames names,
            Foundation foundation,
            Path dir,
            Dispatcher dispatcher,
            Clock clock,
            BooleanSupplier stopping) {
        return new Lineage(settings, clients, names, foundation, dir, dispatcher, clock, stopping);
    }

    /** Versions and tickets are counted from where the run began, or from its last rollback. */
    private void bound(Dispatcher unbounded, List<LedgerRecord> ledger) {
        admission = settings.admission().startingAt(foundation.firstVersion());
        ledger.stream()
                .filter(record -> record.rolledBackTo().isPresent())
                .forEach(record -> admission =
                        admission.resumingAt(record.version(), record.counts().trained()));
        dispatcher = unbounded.under(admission);
    }

    /** Once chosen, canaries are held out as long as the run lives, whether they are asked or not. */
    private List<String> holdOut() {
        List<String> held = resumed.map(RunState::canaries).orElse(List.of());
        if (held.isEmpty() && settings.canaries().wanted()) {
            held = dispatcher.chooseCanaries(settings.canaries().size(), tickets());
        }
        dispatcher = dispatcher.withCanaries(settings.canaries(), held);
        return held;
    }

    /** How many tickets may be under way, and how old answers may be. */
    Admission admission() {
        return admission;
    }

    /** Whether the run has a committed link. */
    boolean begun() {
        return resumed.isPresent();
    }

    int version() {
        return version;
    }

    Learnables learnables() {
        return learnables;
    }

    /** The tickets as the last link left them when this process began. */
    TicketState tickets() {
        return resumed.map(RunState::tickets).orElse(TicketState.initial());
    }

    /** Where reading was when this process began. */
    List<Position> positions() {
        return resumed.map(RunState::positions).orElse(List.of());
    }

    /** The run's reward model as the last link left it when this process began. */
    Optional<String> rewardModelId() {
        return resumed.flatMap(state -> Optional.ofNullable(state.rewardModelId()));
    }

    /**
     * Begins the run: version 0, which is the base and has no adapter, or version 1, which is the adapter given to begin
     * from. Actors wait for the latter as for any version, since the first tickets ask for it; so a version 0 means the
     * base in every run, and no actor has to know how a run began.
     */
    void begin(TicketBook book, BatchAssembler assembler) {
        commit(foundation.firstVersion(), List.of(), Map.of(), book, assembler);
    }

    /**
     * Adds a link: a new version, or more tickets at the same one.
     *
     * @param next this version, or the one after it
     * @param inputs what the version was made from, in training order
     * @return the drops it recorded
     */
    List<Drop> commit(
            int next,
            List<InputCoordinate> inputs,
            Map<String, Double> metrics,
            TicketBook book,
            BatchAssembler assembler) {
        return commit(next, inputs, metrics, book, assembler, OptionalInt.empty());
    }

    /**
     * Adds a link that is an older version again: its weights, its critic, its optimizers. Every open ticket is dropped,
     * and new ones are issued, which only the new version may answer.
     *
     * @param older the version to take up again
     * @param folder with what was learned then
     * @param metrics of the record
     * @return the drops it recorded
     */
    List<Drop> rollBack(
            int older, Path folder, Map<String, Double> metrics, TicketBook book, BatchAssembler assembler) {
        learnables.restore(folder);
        book.dropAll(DropReason.ROLLBACK);
        admission = admission.resumingAt(version + 1, book.counts().trained());
        dispatcher = dispatcher.under(admission);
        return commit(version + 1, List.of(), metrics, book, assembler, OptionalInt.of(older));
    }

    private List<Drop> commit(
            int next,
            List<InputCoordinate> inputs,
            Map<String, Double> metrics,
            TicketBook book,
            BatchAssembler assembler,
            OptionalInt rolledBackTo) {
        long now = clock.millis();
        List<Ticket> tickets = new ArrayList<>(dispatcher.issue(book, next, now));
        if (committed.isEmpty() || next > version) {
            tickets.addAll(dispatcher.issueCanaries(book, next, now));
        }
        List<Drop> drops = book.takeDrops();
        StoredCheckpoint stored = write(name(next), folder -> {
            learnables.write(folder);
            state(next, book, assembler).write(folder);
        });
        Optional<AdapterFile> adapter = next == version
                ? Optional.empty()
                : Optional.of(export.file(learnables.policy(), next, learnables.optimizerSteps(), now));
        LedgerRecord record = record(next, inputs, drops, metrics, book, assembler, stored, now, rolledBackTo);
        publisher.publish(new Publication(adapter, record, tickets, letters));
        letters.clear();
        note(record);
        version = next;
        exportNewest();
        store.prune(settings.checkpoints(), committed);
        return drops;
    }

    private void note(LedgerRecord record) {
        committed.add(record.checkpointFolder());
        adapters.put(record.version(), record.adapterHash());
        newest = new StoredCheckpoint(record.checkpointFolder(), record.checkpointSha256());
    }

    /** The hashes of the newest adapters, at most {@code count}; {@code none} is that of the base. */
    List<String> newestAdapters(int count) {
        List<String> hashes = List.copyOf(adapters.values());
        return hashes.subList(Math.max(0, hashes.size() - count), hashes.size());
    }

    /**
     * Takes back whatever was learned since the last link, and has the rollouts that it was learned from put among the
     * dead letters by the next one.
     */
    void refuse(List<Arrival> batch, String reason) {
        learnables.restore(store.open(newest));
        batch.forEach(arrival -> letters.add(quarantine.letter(arrival, reason)));
    }

    /**
     * Returns when there is room for the next checkpoint.
     *
     * @throws DiskFullException if there is none and the settings say not to wait, or it is time to stop
     */
    void requireRoom() {
        patiently(() -> {
            store.requireRoom(bytes());
            return newest;
        });
    }

    private StoredCheckpoint write(String name, FolderContent content) {
        return patiently(() -> store.write(name, bytes(), content));
    }

    private StoredCheckpoint patiently(Supplier<StoredCheckpoint> writing) {
        for (int attempt = 0; ; attempt++) {
            try {
                return writing.get();
            } catch (DiskFullException e) {
                if (settings.checkpoints().whenFull() == WhenFull.STOP || stopping.getAsBoolean()) {
                    throw e;
                }
                if (attempt % ATTEMPTS_PER_COMPLAINT == 0) {
                    LOG.error("Waiting for room: {}", e.getMessage());
                }
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    /** The peft folder for people comes on top of the checkpoint, and so do offsets, tickets and the files' heads. */
    private long bytes() {
        return learnables.bytes() * 4 / 3 + STATE_BYTES;
    }

    /** Sends a record outside of any version. */
    void send(ProducerRecord<byte[], byte[]> record) {
        publisher.send(record);
    }

    private void exportNewest() {
        if (version > 0) {
            export.write(learnables.policy(), version);
        }
    }

    private String name(int next) {
        additions = next == version ? additions + 1 : 0;
        return new CheckpointName(next, publisher.epoch(), additions).toString();
    }

    private RunState state(int next, TicketBook book, BatchAssembler assembler) {
        return new RunState(
                settings.runId(),
                next,
                settings.seed(),
                configHash,
                foundation.baseHash(),
                foundation.criticBaseHash(),
                foundation.referenceHash(),
                settings.admission().rolloutsPerVersion(),
                assembler.rewardModelId().orElse(null),
                book.state(),
                canaries,
                assembler.positions());
    }

    private LedgerRecord record(
            int next,
            List<InputCoordinate> inputs,
            List<Drop> drops,
            Map<String, Double> metrics,
            TicketBook book,
            BatchAssembler assembler,
            StoredCheckpoint stored,
            long now,
            OptionalInt rolledBackTo) {
        return new LedgerRecord(
                settings.runId(),
                settings.policyId(),
                next,
                learnables.optimizerSteps(),
                inputs,
                drops,
                stored.name(),
                stored.sha256(),
                next == 0 ? "none" : learnables.policy().hash(),
                configHash,
                settings.seed(),
                book.nextSequence(),
                book.counts(),
                metrics,
                now,
                assembler.rewardModelId(),
                rolledBackTo,
                settings.texts(),
                Environment.now());
    }

    @Override
    public void close() {
        publisher.close();
        learnables.close();
    }
}
