package dev.factstream.learner;

import dev.factstream.learner.alarm.DriftAlarmMonitor;
import dev.factstream.learner.batch.ArrivedRollout;
import dev.factstream.learner.batch.BatchAssembler;
import dev.factstream.learner.batch.OutcomeReader;
import dev.factstream.learner.dispatch.TicketDispatcher;
import dev.factstream.learner.dispatch.TicketTracker;
import dev.factstream.learner.guard.WeightSyncCheck;
import dev.factstream.learner.ppo.FrozenModels;
import dev.factstream.learner.ppo.PpoTrainer;
import dev.factstream.learner.ppo.UnusableRolloutsException;
import dev.factstream.learner.publish.FencedException;
import dev.factstream.runtime.health.Heartbeat;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.schemas.drift.DriftAlarm;
import dev.factstream.schemas.ledger.DropReason;
import dev.factstream.schemas.ledger.DroppedTicket;
import dev.factstream.schemas.metrics.MetricNames;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.ticket.TicketPolicy;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.training.optimizer.NonFiniteException;
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
 * The learner of a run: issues tickets, waits for their scored answers, trains a policy version on every B of them and
 * publishes it. At most one learner works on a run, because a newer one fences the older. After a crash at any moment
 * it resumes from the last committed version.
 *
 * <p>{@link #run} belongs to one thread; {@link #stop} and {@link #close} may be called from any thread.
 */
public final class Learner implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Learner.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(60);

    private final LearnerSettings settings;
    private final KafkaClients clients;
    private final TopicNames names;
    private final FrozenModels models;
    private final Path dir;
    private final Clock clock;
    private final long startedAt;
    private final VersionCommitter committer;
    private final TicketTracker tracker;
    private final OutcomeReader outcomes;
    private final DriftAlarmMonitor alarmWatch;
    private BatchAssembler assembler;
    private final PpoTrainer trainer;
    private final Map<DropReason, Integer> drops = new EnumMap<>(DropReason.class);
    private final WeightSyncCheck alarms;
    private int consecutiveRefusals;
    private long earlierDuplicates;
    private final ReentrantLock running = new ReentrantLock();
    private final Heartbeat heartbeat = new Heartbeat();
    private volatile boolean stopping;
    private boolean closed;

    /**
     * Resumes the run from its last committed ledger record, or starts it and issues its first tickets.
     *
     * @param models the frozen models of the run; only read, the base may be shared with actors of this process; the
     *     caller closes them
     * @param dir folder for checkpoints and adapters
     * @throws dev.factstream.learner.checkpoint.LearnerCheckpointException if the checkpoint that the ledger names is missing or
     *     damaged
     * @throws dev.factstream.runtime.kafka.MissingTopicException if a topic does not exist
     * @throws IllegalArgumentException if the prompt pool is empty
     */
    public Learner(
            LearnerSettings settings,
            KafkaClients clients,
            TopicNames names,
            FrozenModels models,
            Path dir,
            Clock clock) {
        this.settings = settings;
        this.clients = clients;
        this.names = names;
        this.models = models;
        this.dir = dir;
        this.clock = clock;
        startedAt = clock.millis();
        TicketDispatcher dispatcher = new TicketDispatcher(
                settings.runId(),
                new TicketPolicy(settings.policyId(), models.baseHash()),
                settings.seed(),
                settings.admission(),
                settings.sampling(),
                settings.openPool(clients, names));
        committer =
                VersionCommitter.open(settings, clients, names, models, dir, dispatcher, clock, this::stopRequested);
        tracker = new TicketTracker(settings.runId(), committer.tickets());
        outcomes = new OutcomeReader(
                clients,
                names,
                settings.runId(),
                committer.hasCommits() ? Optional.of(committer.positions()) : Optional.empty());
        assembler = new BatchAssembler(
                tracker,
                committer.admission(),
                committer.progress().published(),
                committer.rewardModelId(),
                outcomes.positions());
        trainer = new PpoTrainer(models, committer.trainable(), settings.ppo(), settings.seed());
        alarms = new WeightSyncCheck(settings.guards(), settings.admission().eta());
        alarmWatch = new DriftAlarmMonitor(
                settings.onAlarm(),
                clients,
                names,
                settings.runId(),
                committer.progress().handledWindow(),
                committer.progress().handledCanaryWindow(),
                clock);
        if (!committer.hasCommits()) {
            committer.start(tracker, assembler);
        }
    }

    /**
     * The newest committed policy version; 0 for a run with only the base, 1 for a run with only an initial adapter.
     */
    public int version() {
        return committer.version();
    }

    /**
     * Works until {@code version} is published or {@link #stop} is called.
     *
     * @param listener called on this thread with every version after its commit
     * @throws FencedException if another learner has taken over the run
     * @throws NonFiniteException if more consecutive batches than the settings allow were not finite; nothing of them
     *     is published
     * @throws dev.factstream.learner.checkpoint.DiskFullException if the disk has no space for a checkpoint
     */
    public void run(int version, Consumer<VersionReport> listener) {
        running.lock();
        try {
            while (committer.version() < version && !stopping) {
                long begin = System.nanoTime();
                if (collect()) {
                    long ready = System.nanoTime();
                    makeVersion(seconds(begin, ready), ready).ifPresent(listener);
                }
            }
        } finally {
            heartbeat.idle();
            running.unlock();
        }
    }

    /** How long {@link #run} has been in the same step of its work. The longest step computes a version. */
    public Duration silence() {
        return heartbeat.overdue();
    }

    /** Called while waiting for disk space; keeps the liveness probe green. */
    private boolean stopRequested() {
        heartbeat.beat();
        return stopping;
    }

    /** Ends {@link #run}: at once while it waits, otherwise after the current version. */
    public void stop() {
        stopping = true;
    }

    private boolean collect() {
        while (!stopping) {
            heartbeat.beat();
            committer.renewStateIfOld();
            outcomes.poll(POLL, assembler, committer::send);
            assembler.dropStale(committer.version());
            assembler.dropTimedOut(clock.millis(), startedAt, settings.ticketTimeout());
            if (assembler.starved() && committer.hasQuestions()) {
                LOG.info("Fewer tickets are open than a batch needs: issuing more at version {}", committer.version());
                countDrops(committer.commit(committer.version(), List.of(), Map.of(), tracker, assembler));
            }
            alarmWatch.poll().ifPresent(this::rollBack);
            if (assembler.ready() && alarmWatch.pausedBy().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Rolls back to the newest version before the alarm's first window. Without any older version it only logs the
     * alarm.
     */
    private void rollBack(DriftAlarm alarm) {
        alarmWatch.markAllHandled();
        try (RollbackTargets older = new RollbackTargets(settings, clients, names, models, dir)) {
            Optional<Integer> to = older.newestBefore(alarm.firstVersion());
            if (to.isEmpty()) {
                LOG.error("No older version to roll back to for alarm {}", alarm);
                return;
            }
            LOG.warn("Rolling back from version {} to {} because of {}", committer.version(), to.get(), alarm);
            assembler.resolveWaiting();
            countDrops(committer.rollBack(
                    to.get(), older.folder(to.get()), alarmWatch.takeDecisions(), tracker, assembler));
            earlierDuplicates += assembler.duplicates();
            assembler = new BatchAssembler(
                    tracker,
                    committer.admission(),
                    committer.progress().published(),
                    assembler.rewardModelId(),
                    assembler.positions());
        }
    }

    /** The alarm that pauses training, if any. Callable from any thread. */
    public Optional<DriftAlarm> pausedBy() {
        return alarmWatch.pausedBy();
    }

    private Optional<VersionReport> makeVersion(double waitSeconds, long begin) {
        committer.requireSpace();
        List<ArrivedRollout> batch = assembler.nextBatch();
        List<ScoredRollout> rollouts =
                batch.stream().map(ArrivedRollout::scored).toList();
        Map<String, Double> metrics;
        try {
            metrics = new TreeMap<>(trainer.train(rollouts, committer.version()));
        } catch (UnusableRolloutsException e) {
            e.reasons().forEach((index, reason) -> discard(batch.get(index), reason));
            return Optional.empty();
        } catch (NonFiniteException e) {
            refuse(batch, e);
            return Optional.empty();
        }
        consecutiveRefusals = 0;
        assembler.take();
        metrics.putAll(alarms.check(
                rollouts,
                committer.progress().published().newest(alarms.adapters()),
                metrics.getOrDefault(MetricNames.MISMATCH, 0.0)));
        metrics.putAll(alarmWatch.takeDecisions());
        metrics.put(MetricNames.WAIT_SECONDS, waitSeconds);
        metrics.put(MetricNames.COMPUTE_SECONDS, seconds(begin, System.nanoTime()));
        int version = committer.version() + 1;
        countDrops(committer.commit(
                version, batch.stream().map(ArrivedRollout::coordinate).toList(), metrics, tracker, assembler));
        metrics.putAll(committer.poolMetrics());
        double workSeconds = seconds(begin, System.nanoTime());
        LOG.info("Published version {} from {} rollouts", version, batch.size());
        VersionReport report =
                new VersionReport(version, metrics, drops, tracker.counts(), duplicates(), waitSeconds, workSeconds);
        drops.clear();
        return Optional.of(report);
    }

    private long duplicates() {
        return earlierDuplicates + assembler.duplicates();
    }

    /** Counts drops for the report of the next version, whichever ledger record contains them. */
    private void countDrops(List<DroppedTicket> recorded) {
        recorded.forEach(drop -> drops.merge(drop.reason(), 1, Integer::sum));
    }

    /** Sends a rollout to dead-letters. The dead letter closes its ticket when it is read. */
    private void discard(ArrivedRollout arrival, String reason) {
        LOG.warn(
                "Rollout {} at {}@{} cannot be trained on: {}",
                arrival.scored().rollout().rolloutId(),
                arrival.source(),
                arrival.offset(),
                reason);
        committer.discard(arrival, reason);
        assembler.discard(arrival);
    }

    /** Restores the state from before the batch. Its tickets are dropped, and their questions are issued again. */
    private void refuse(List<ArrivedRollout> batch, NonFiniteException why) {
        LOG.error(
                "Refused a batch of {} rollouts at version {}, {} to {}: {}. They were sent to dead-letters",
                batch.size(),
                committer.version(),
                batch.get(0).coordinate().rolloutId(),
                batch.get(batch.size() - 1).coordinate().rolloutId(),
                why.getMessage());
        committer.refuse(batch, "refused with its batch at version " + committer.version() + ": " + why.getMessage());
        assembler.refuse();
        countDrops(committer.commit(
                committer.version(),
                List.of(),
                Map.of(MetricNames.REFUSED, (double) batch.size()),
                tracker,
                assembler));
        if (++consecutiveRefusals > settings.guards().refusals()) {
            throw new NonFiniteException(
                    consecutiveRefusals + " batches in a row were not finite and were refused (the last one: "
                            + why.getMessage() + "): check for learning rates or rewards that are too large");
        }
    }

    private static double seconds(long from, long to) {
        return (to - from) / 1e9;
    }

    /**
     * Stops and frees everything; a second call does nothing.
     *
     * @return whether {@link #run} ended within {@code timeout}; if not, nothing is freed
     */
    public boolean close(Duration timeout) {
        stop();
        try {
            if (!running.tryLock(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
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
                committer.close();
            }
            return true;
        } finally {
            running.unlock();
        }
    }

    @Override
    public void close() {
        close(CLOSE_TIMEOUT);
    }
}
