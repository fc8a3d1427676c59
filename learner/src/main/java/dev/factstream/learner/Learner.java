package dev.factstream.learner;

import dev.factstream.learner.alarm.Alarm;
import dev.factstream.learner.alarm.AlarmWatch;
import dev.factstream.learner.batch.Arrival;
import dev.factstream.learner.batch.BatchAssembler;
import dev.factstream.learner.batch.OutcomeReader;
import dev.factstream.learner.dispatch.Dispatcher;
import dev.factstream.learner.dispatch.PoolReader;
import dev.factstream.learner.dispatch.TicketBook;
import dev.factstream.learner.guard.SyncAlarms;
import dev.factstream.learner.ledger.LedgerReader;
import dev.factstream.learner.optimizer.NonFiniteException;
import dev.factstream.learner.ppo.Foundation;
import dev.factstream.learner.ppo.MetricNames;
import dev.factstream.learner.ppo.PpoTrainer;
import dev.factstream.learner.publish.FencedException;
import dev.factstream.schemas.Pulse;
import dev.factstream.schemas.ledger.Drop;
import dev.factstream.schemas.ledger.DropReason;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.settings.KafkaClients;
import dev.factstream.schemas.topics.TopicNames;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The learner of a run: issues tickets, waits for their scored answers, makes a policy version out of every B of them,
 * and publishes it. At most one learner works on a run: a newer one fences the older. Killed at any moment, it goes on
 * from the last committed version.
 *
 * <p>{@link #run} belongs to one thread; {@link #stop} and {@link #close} may be called from any.
 */
public final class Learner implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Learner.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LearnerSettings settings;
    private final KafkaClients clients;
    private final TopicNames names;
    private final Foundation foundation;
    private final Path dir;
    private final Clock clock;
    private final long startedAt;
    private final Lineage lineage;
    private final TicketBook book;
    private final OutcomeReader outcomes;
    private final AlarmWatch alarmWatch;
    private BatchAssembler assembler;
    private final PpoTrainer trainer;
    private final Map<DropReason, Integer> drops = new EnumMap<>(DropReason.class);
    private final SyncAlarms alarms;
    private int refusals;
    private long duplicatesBefore;
    private final ReentrantLock working = new ReentrantLock();
    private final Pulse pulse = new Pulse();
    private volatile boolean stopping;
    private boolean closed;

    /**
     * Takes the run up where its last committed ledger record left it, or begins it and issues its first tickets.
     *
     * @param foundation what the run stands on; only read, its base may be shared with actors of this process; stays
     *     the caller's
     * @param dir where checkpoints and adapters are kept
     * @throws dev.factstream.learner.checkpoint.CheckpointFailure if the checkpoint that the ledger names is missing or
     *     damaged
     * @throws dev.factstream.learner.log.MissingTopicException if the topics have not been made
     * @throws IllegalArgumentException if the prompt pool is empty
     */
    public Learner(
            LearnerSettings settings,
            KafkaClients clients,
            TopicNames names,
            Foundation foundation,
            Path dir,
            Clock clock) {
        this.settings = settings;
        this.clients = clients;
        this.names = names;
        this.foundation = foundation;
        this.dir = dir;
        this.clock = clock;
        startedAt = clock.millis();
        Dispatcher dispatcher = new Dispatcher(
                settings.runId(),
                settings.seed(),
                settings.admission(),
                settings.sampling(),
                PoolReader.read(clients, names, settings.poolSplit(), settings.mix(), settings.seed()));
        lineage = Lineage.open(settings, clients, names, foundation, dir, dispatcher, clock, this::waitsInVain);
        book = new TicketBook(settings.runId(), lineage.tickets());
        outcomes = new OutcomeReader(clients, names, settings.runId(), lineage.positions());
        assembler = new BatchAssembler(book, lineage.admission(), lineage.rewardModelId(), outcomes.positions());
        trainer = new PpoTrainer(foundation, lineage.learnables(), settings.ppo(), settings.seed());
        alarms = new SyncAlarms(settings.guards(), settings.admission().eta());
        alarmWatch = new AlarmWatch(
                settings.onAlarm(),
                clients,
                names,
                settings.runId(),
                new LedgerReader(clients, names).records(settings.runId()),
                clock);
        if (!lineage.begun()) {
            lineage.begin(book, assembler);
        }
    }

    /** The newest committed policy version; 0 when there is only the base, 1 when only an adapter to begin from. */
    public int version() {
        return lineage.version();
    }

    /**
     * Works until {@code version} is published or {@link #stop} is called.
     *
     * @param listener told of every version after it is committed, on this thread
     * @throws FencedException if another learner has taken over the run
     * @throws NonFiniteException if more batches in a row than the settings allow came out not finite; nothing of them is
     *     published
     * @throws dev.factstream.learner.checkpoint.DiskFullException if there is no room for a version
     */
    public void run(int version, Consumer<VersionReport> listener) {
        working.lock();
        try {
            while (lineage.version() < version && !stopping) {
                long begin = System.nanoTime();
                if (collect()) {
                    long ready = System.nanoTime();
                    makeVersion(seconds(begin, ready), ready).ifPresent(listener);
                }
            }
        } finally {
            pulse.rest();
            working.unlock();
        }
    }

    /** Since when {@link #run} has been in the same step of its work, which is a version's at the longest. */
    public Duration silence() {
        return pulse.silence();
    }

    /** Asked by who waits for room on the disk: patience is a sign of life. */
    private boolean waitsInVain() {
        pulse.beat();
        return stopping;
    }

    /** Lets {@link #run} return after what it is doing: at once while it waits, else after the version. */
    public void stop() {
        stopping = true;
    }

    private boolean collect() {
        while (!stopping) {
            pulse.beat();
            outcomes.poll(POLL, assembler, lineage::send);
            assembler.expire(lineage.version());
            assembler.timeOut(clock.millis(), startedAt, settings.ticketTimeout());
            if (assembler.starved()) {
                LOG.info("Fewer tickets are open than a batch needs: issuing more at version {}", lineage.version());
                count(lineage.commit(lineage.version(), List.of(), Map.of(), book, assembler));
            }
            alarmWatch.look().ifPresent(this::rollBack);
            if (assembler.ready() && alarmWatch.pausedBy().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** To the newest version from before the windows that the alarm is about; where there is none at all, it stays a warning. */
    private void rollBack(Alarm alarm) {
        alarmWatch.settle();
        try (OlderVersions older = new OlderVersions(settings, clients, names, foundation, dir)) {
            Optional<Integer> to = older.before(alarm.firstVersion());
            if (to.isEmpty()) {
                LOG.error("Nothing to roll back to for {}", alarm);
                return;
            }
            LOG.warn("Rolls back from version {} to {} for {}", lineage.version(), to.get(), alarm);
            assembler.abandon();
            count(lineage.rollBack(to.get(), older.folder(to.get()), alarmWatch.takeDecisions(), book, assembler));
            duplicatesBefore += assembler.duplicates();
            assembler = new BatchAssembler(book, lineage.admission(), assembler.rewardModelId(), assembler.positions());
        }
    }

    /** The alarm because of which it makes no version now. Callable from any thread. */
    public Optional<Alarm> pausedBy() {
        return alarmWatch.pausedBy();
    }

    private Optional<VersionReport> makeVersion(double waitSeconds, long begin) {
        lineage.requireRoom();
        List<Arrival> batch = assembler.next();
        List<ScoredRollout> rollouts = batch.stream().map(Arrival::scored).toList();
        Map<String, Double> metrics;
        try {
            metrics = new TreeMap<>(trainer.train(rollouts, lineage.version()));
        } catch (NonFiniteException e) {
            refuse(batch, e);
            return Optional.empty();
        }
        refusals = 0;
        assembler.take();
        metrics.putAll(alarms.look(
                rollouts, lineage.newestAdapters(alarms.adapters()), metrics.getOrDefault(MetricNames.MISMATCH, 0.0)));
        metrics.putAll(alarmWatch.takeDecisions());
        metrics.put(MetricNames.WAIT_SECONDS, waitSeconds);
        metrics.put(MetricNames.COMPUTE_SECONDS, seconds(begin, System.nanoTime()));
        int version = lineage.version() + 1;
        count(lineage.commit(version, batch.stream().map(Arrival::coordinate).toList(), metrics, book, assembler));
        double workSeconds = seconds(begin, System.nanoTime());
        LOG.info("Published version {} from {} rollouts", version, batch.size());
        VersionReport report =
                new VersionReport(version, metrics, drops, book.counts(), duplicates(), waitSeconds, workSeconds);
        drops.clear();
        return Optional.of(report);
    }

    private long duplicates() {
        return duplicatesBefore + assembler.duplicates();
    }

    /** Drops are told with the next version, whichever record holds them. */
    private void count(List<Drop> recorded) {
        recorded.forEach(drop -> drops.merge(drop.reason(), 1, Integer::sum));
    }

    /** As if the batch had never been tried, but for its tickets, which are dropped, and its questions, asked again. */
    private void refuse(List<Arrival> batch, NonFiniteException why) {
        LOG.error(
                "Refused a batch of {} rollouts at version {}, {} to {}: {}. They are in the dead letters",
                batch.size(),
                lineage.version(),
                batch.get(0).coordinate().rolloutId(),
                batch.get(batch.size() - 1).coordinate().rolloutId(),
                why.getMessage());
        lineage.refuse(batch, "refused with its batch at version " + lineage.version() + ": " + why.getMessage());
        assembler.refuse();
        count(lineage.commit(
                lineage.version(), List.of(), Map.of(MetricNames.REFUSED, (double) batch.size()), book, assembler));
        if (++refusals > settings.guards().refusals()) {
            throw new NonFiniteException(refusals + " batches in a row came out not finite and were refused, the last"
                    + " since " + why.getMessage() + ": look for learning rates or rewards that are too large");
        }
    }

    private static double seconds(long from, long to) {
        return (to - from) / 1e9;
    }

    /**
     * Stops and frees everything; closing again does nothing.
     *
     * @return whether {@link #run} ended within {@code timeout}; if not, nothing is freed
     */
    public boolean close(Duration timeout) {
        stop();
        try {
            if (!working.tryLock(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        try {
            if (!closed) {
                closed = true;
                trainer.close();
                outcomes.close();
                alarmWatch.close();
                lineage.close();
            }
            return true;
        } finally {
            working.unlock();
        }
    }

    @Override
    public void close() {
        close(PATIENCE);
    }
}
