package dev.factstream.learner.batch;

import dev.factstream.learner.dispatch.AdmissionControl;
import dev.factstream.learner.dispatch.OutstandingTicket;
import dev.factstream.learner.dispatch.TicketTracker;
import dev.factstream.learner.ledger.PublishedHashes;
import dev.factstream.schemas.ledger.DropReason;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.ticket.Purpose;
import dev.factstream.training.optimizer.NonFiniteException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Assembles batches in ticket order. The next batch consists of the B oldest open tickets and waits for their answers,
 * so that short answers, which arrive first, do not displace long ones. A ticket without an answer is closed by its
 * timeout, and the batch continues without it.
 *
 * <p>A run is trained on the scores of one reward model, because the scores of two models are not comparable. The first
 * accepted rollout decides which model; rollouts that another one scored are dropped. Rollouts that no published version of the run
 * sampled are dropped too. Not thread-safe.
 */
public final class BatchAssembler {

    private static final Logger LOG = LoggerFactory.getLogger(BatchAssembler.class);
    private static final int NON_FINITE_VERSIONS = 3;
    private static final int MIN_NON_FINITE = 16;
    private static final int MIN_FOREIGN_POLICY = 16;

    private final TicketTracker tracker;
    private final AdmissionControl admission;
    private final PublishedHashes published;
    private final Map<Long, ArrivedRollout> arrived = new HashMap<>();
    private final Map<TopicPartition, PartitionProgress> progress = new HashMap<>();
    private Optional<String> rewardModelId;
    private long duplicates;
    private int consecutiveForeign;
    private int consecutiveNonFinite;
    private int consecutiveForeignPolicy;
    private boolean warned;
    private boolean warnedOfPolicy;

    /**
     * @param published the versions of the run; the caller keeps it current
     * @param rewardModelId the run's reward model, if a rollout has been accepted before
     * @param positions start position of each partition, one entry per partition that will be read
     */
    public BatchAssembler(
            TicketTracker tracker,
            AdmissionControl admission,
            PublishedHashes published,
            Optional<String> rewardModelId,
            List<PartitionPosition> positions) {
        this.tracker = tracker;
        this.admission = admission;
        this.published = published;
        this.rewardModelId = rewardModelId;
        for (PartitionPosition position : positions) {
            progress.put(
                    new TopicPartition(position.topic(), position.partition()),
                    new PartitionProgress(position.lowest(), position.resolvedAbove()));
        }
    }

    /** Marks a record as read; returns false if it was resolved before a restart and must be skipped. */
    public boolean markRead(TopicPartition source, long offset) {
        return progress.get(source).markRead(offset);
    }

    /** Resolves a record that carries nothing for this run. */
    public void resolve(TopicPartition source, long offset) {
        progress.get(source).resolve(offset);
    }

    /**
     * Accepts a scored rollout that was {@linkplain #markRead marked as read}: it waits for its batch, or is resolved
     * at once.
     *
     * @throws NonFiniteException if all rollouts of several versions' worth were not finite
     * @throws ForeignRewardModelException if more than one version's worth of consecutive rollouts came from another
     *     reward model than the run's: issuing their questions again would never end
     * @throws ForeignPolicyException likewise, if they were sampled by the policy of another run
     */
    public void offer(ArrivedRollout arrival) {
        Rollout rollout = arrival.scored().rollout();
        OptionalLong sequence = tracker.openSequence(rollout.ticketId());
        if (rollout.purpose() != Purpose.TRAIN) {
            resolve(arrival);
        } else if (sequence.isEmpty() || arrived.containsKey(sequence.getAsLong())) {
            duplicates++;
            resolve(arrival);
        } else if (!arrival.finite()) {
            tracker.drop(sequence.getAsLong(), DropReason.NON_FINITE);
            resolve(arrival);
            countNonFinite(rollout.rolloutId());
        } else if (hasForeignPolicy(rollout)) {
            tracker.drop(sequence.getAsLong(), DropReason.FOREIGN_POLICY);
            resolve(arrival);
            countForeignPolicy(rollout);
        } else if (foreign(arrival.scored())) {
            tracker.drop(sequence.getAsLong(), DropReason.FOREIGN_REWARD_MODEL);
            resolve(arrival);
        } else {
            arrived.put(sequence.getAsLong(), arrival);
            consecutiveNonFinite = 0;
            consecutiveForeignPolicy = 0;
        }
    }

    /** Rollouts of versions that are too old to train on are left to {@link #dropStale}: their hashes may not be kept. */
    private boolean hasForeignPolicy(Rollout rollout) {
        return !published.contains(rollout) && !admission.expired(rollout.newestVersion(), published.newestVersion());
    }

    private void countForeignPolicy(Rollout rollout) {
        consecutiveForeignPolicy++;
        if (!warnedOfPolicy) {
            warnedOfPolicy = true;
            LOG.error(
                    "Rollout {} was sampled by version {}, adapter {}, of actor {}, which this run has not published: such"
                            + " rollouts are dropped and their questions issued again",
                    rollout.rolloutId(),
                    rollout.newestVersion(),
                    rollout.adapterHash(),
                    rollout.actorId());
        }
        if (consecutiveForeignPolicy > Math.max(MIN_FOREIGN_POLICY, admission.rolloutsPerVersion())) {
            throw new ForeignPolicyException(consecutiveForeignPolicy, rollout);
        }
    }

    private void countNonFinite(String rolloutId) {
        if (++consecutiveNonFinite > Math.max(MIN_NON_FINITE, NON_FINITE_VERSIONS * admission.rolloutsPerVersion())) {
            throw new NonFiniteException("the last " + consecutiveNonFinite + " rollouts, the newest of them "
                    + rolloutId + ", have a log-probability or a reward that is not a finite number, and issuing their"
                    + " questions again would never end: the policy or the reward model has diverged");
        }
    }

    private boolean foreign(ScoredRollout scored) {
        String own = rewardModelId.orElse(scored.rewardModelId());
        rewardModelId = Optional.of(own);
        if (own.equals(scored.rewardModelId())) {
            consecutiveForeign = 0;
            return false;
        }
        if (!warned) {
            LOG.warn(
                    "Rollout {} was scored by reward model {}, but this run is trained on the scores of {}: such rollouts"
                            + " are dropped and their questions issued again",
                    scored.rollout().rolloutId(),
                    scored.rewardModelId(),
                    own);
            warned = true;
        }
        if (++consecutiveForeign > admission.rolloutsPerVersion()) {
            throw new ForeignRewardModelException(own, scored.rewardModelId());
        }
        return true;
    }

    /** The reward model whose scores this run is trained on; empty before the first accepted rollout. */
    public Optional<String> rewardModelId() {
        return rewardModelId;
    }

    /** Closes the ticket of a dead letter that was {@linkplain #markRead marked as read}. */
    public void closeDead(TopicPartition source, long offset, String ticketId) {
        OptionalLong sequence = tracker.openSequence(ticketId);
        if (sequence.isPresent() && !arrived.containsKey(sequence.getAsLong())) {
            tracker.closeDead(sequence.getAsLong());
        } else {
            duplicates++;
        }
        resolve(source, offset);
    }

    /** Drops rollouts that are too old to train the version after {@code version}. */
    public void dropStale(int version) {
        for (OutstandingTicket ticket : List.copyOf(tracker.open())) {
            ArrivedRollout arrival = arrived.get(ticket.sequence());
            if (arrival != null && admission.expired(arrival.scored().rollout().oldestVersion(), version)) {
                tracker.drop(ticket.sequence(), DropReason.STALE);
                resolve(arrived.remove(ticket.sequence()));
            }
        }
    }

    /**
     * Drops tickets without an answer for longer than {@code timeout}, counted from their issue or, if later, from
     * {@code notBefore}.
     */
    public void dropTimedOut(long now, long notBefore, Duration timeout) {
        for (OutstandingTicket ticket : List.copyOf(tracker.open())) {
            long since = Math.max(ticket.issuedAtMillis(), notBefore);
            if (!arrived.containsKey(ticket.sequence()) && now - since > timeout.toMillis()) {
                tracker.drop(ticket.sequence(), DropReason.LOST);
            }
        }
    }

    /** Whether fewer tickets are open than a batch needs, so that it cannot fill without new ones. */
    public boolean starved() {
        return tracker.open().size() < admission.rolloutsPerVersion();
    }

    /** Whether the B oldest open tickets have all been answered; with exact ages, all open tickets. */
    public boolean ready() {
        int needed = admission.exact() ? tracker.open().size() : admission.rolloutsPerVersion();
        return !starved()
                && tracker.open().stream().limit(needed).allMatch(ticket -> arrived.containsKey(ticket.sequence()));
    }

    /** The next batch in ticket order, whose tickets stay open. Requires {@link #ready()}. */
    public List<ArrivedRollout> nextBatch() {
        return nextTickets().map(ticket -> arrived.get(ticket.sequence())).toList();
    }

    /** Closes the tickets of the next batch as trained and returns it in ticket order. Requires {@link #ready()}. */
    public List<ArrivedRollout> take() {
        return close(tracker::closeTrained);
    }

    /**
     * Closes the tickets of the next batch as dropped, because its training was not finite. Requires {@link #ready()}.
     */
    public List<ArrivedRollout> refuse() {
        return close(sequence -> tracker.drop(sequence, DropReason.NON_FINITE));
    }

    /** Takes an answer away that cannot be trained on. Its ticket stays open until its dead letter is read. */
    public void discard(ArrivedRollout arrival) {
        tracker.openSequence(arrival.scored().rollout().ticketId()).ifPresent(arrived::remove);
        resolve(arrival);
    }

    /** Resolves all answers that wait for a batch, because their tickets are about to be dropped. */
    public void resolveWaiting() {
        arrived.values().forEach(this::resolve);
        arrived.clear();
    }

    private List<ArrivedRollout> close(LongConsumer closing) {
        List<ArrivedRollout> batch = new ArrayList<>();
        for (OutstandingTicket ticket : nextTickets().toList()) {
            ArrivedRollout arrival = arrived.remove(ticket.sequence());
            closing.accept(ticket.sequence());
            resolve(arrival);
            batch.add(arrival);
        }
        return batch;
    }

    private Stream<OutstandingTicket> nextTickets() {
        return tracker.open().stream().limit(admission.rolloutsPerVersion());
    }

    /** Number of answers that wait for their batch. */
    public int waiting() {
        return arrived.size();
    }

    /** Number of outcomes of tickets that were already closed or answered, since the start of this process. */
    public long duplicates() {
        return duplicates;
    }

    /** The positions to resume from after a restart, ordered by topic and partition. */
    public List<PartitionPosition> positions() {
        return progress.entrySet().stream()
                .map(entry -> new PartitionPosition(
                        entry.getKey().topic(),
                        entry.getKey().partition(),
                        entry.getValue().lowest(),
                        entry.getValue().resolvedAbove()))
                .sorted(Comparator.comparing(PartitionPosition::topic).thenComparing(PartitionPosition::partition))
                .toList();
    }

    private void resolve(ArrivedRollout arrival) {
        resolve(arrival.source(), arrival.offset());
    }
}
