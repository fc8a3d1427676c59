package dev.factstream.learner.batch;

import dev.factstream.learner.dispatch.Admission;
import dev.factstream.learner.dispatch.OpenTicket;
import dev.factstream.learner.dispatch.TicketBook;
import dev.factstream.learner.optimizer.NonFiniteException;
import dev.factstream.schemas.ledger.DropReason;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.ticket.Purpose;
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
 * Fills batches in ticket order: the next batch is made of the B oldest open tickets, and it waits for them, so that
 * short answers, which come first, do not crowd out long ones. A ticket that never answers is closed by its timeout and
 * the batch goes on without it.
 *
 * <p>A run is trained on the scores of one reward model, because those of two cannot be compared: the first rollout that
 * is kept decides which, and what another one scored is dropped. Not thread-safe.
 */
public final class BatchAssembler {

    private static final Logger LOG = LoggerFactory.getLogger(BatchAssembler.class);
    private static final int VERSIONS_IN_A_ROW = 3;
    private static final int LEAST_IN_A_ROW = 16;

    private final TicketBook book;
    private final Admission admission;
    private final Map<Long, Arrival> arrived = new HashMap<>();
    private final Map<TopicPartition, Progress> progress = new HashMap<>();
    private Optional<String> rewardModelId;
    private long duplicates;
    private int foreignInARow;
    private int nonFiniteInARow;
    private boolean warned;

    /**
     * @param rewardModelId the run's reward model, if a rollout has been kept before
     * @param positions where each partition is read from, one entry per partition that will be read
     */
    public BatchAssembler(
            TicketBook book, Admission admission, Optional<String> rewardModelId, List<Position> positions) {
        this.book = book;
        this.admission = admission;
        this.rewardModelId = rewardModelId;
        for (Position position : positions) {
            progress.put(
                    new TopicPartition(position.topic(), position.partition()),
                    new Progress(position.lowest(), position.resolvedAbove()));
        }
    }

    /** Notes a record as read; false if it was settled before a restart and must be ignored. */
    public boolean read(TopicPartition source, long offset) {
        return progress.get(source).read(offset);
    }

    /** Settles a record that carries nothing for this run. */
    public void ignore(TopicPartition source, long offset) {
        progress.get(source).resolve(offset);
    }

    /**
     * Takes a scored rollout that was {@linkplain #read read}: it waits for its batch, or is settled at once.
     *
     * @throws NonFiniteException if nothing but numbers that are not finite has come for some versions' worth
     * @throws ForeignRewardModelException if more than a version's worth in a row came from another reward model than
     *     the run's: asking again would go on for ever
     */
    public void offer(Arrival arrival) {
        Rollout rollout = arrival.scored().rollout();
        OptionalLong sequence = book.openSequence(rollout.ticketId());
        if (rollout.purpose() != Purpose.TRAIN) {
            settle(arrival);
        } else if (sequence.isEmpty() || arrived.containsKey(sequence.getAsLong())) {
            duplicates++;
            settle(arrival);
        } else if (!arrival.finite()) {
            book.drop(sequence.getAsLong(), DropReason.NON_FINITE);
            settle(arrival);
            countNonFinite(rollout.rolloutId());
        } else if (foreign(arrival.scored())) {
            book.drop(sequence.getAsLong(), DropReason.FOREIGN_REWARD_MODEL);
            settle(arrival);
        } else {
            arrived.put(sequence.getAsLong(), arrival);
            nonFiniteInARow = 0;
        }
    }

    private void countNonFinite(String rolloutId) {
        if (++nonFiniteInARow > Math.max(LEAST_IN_A_ROW, VERSIONS_IN_A_ROW * admission.rolloutsPerVersion())) {
            throw new NonFiniteException("the last " + nonFiniteInARow + " rollouts, " + rolloutId
                    + " for one, carry a log-probability or a reward that is not a finite number, and asking again would"
                    + " go on for ever: the policy or the reward model has diverged");
        }
    }

    private boolean foreign(ScoredRollout scored) {
        String own = rewardModelId.orElse(scored.rewardModelId());
        rewardModelId = Optional.of(own);
        if (own.equals(scored.rewardModelId())) {
            foreignInARow = 0;
            return false;
        }
        if (!warned) {
            LOG.warn(
                    "Rollout {} was scored by reward model {}, but this run is trained on the scores of {}: such rollouts"
                            + " are dropped and their questions asked again",
                    scored.rollout().rolloutId(),
                    scored.rewardModelId(),
                    own);
            warned = true;
        }
        if (++foreignInARow > admission.rolloutsPerVersion()) {
            throw new ForeignRewardModelException(own, scored.rewardModelId());
        }
        return true;
    }

    /** The reward model whose scores this run is trained on; empty before the first rollout that was kept. */
    public Optional<String> rewardModelId() {
        return rewardModelId;
    }

    /** Takes a dead letter that was {@linkplain #read read}. */
    public void bury(TopicPartition source, long offset, String ticketId) {
        OptionalLong sequence = book.openSequence(ticketId);
        if (sequence.isPresent() && !arrived.containsKey(sequence.getAsLong())) {
            book.bury(sequence.getAsLong());
        } else {
            duplicates++;
        }
        ignore(source, offset);
    }

    /** Drops what is too old to train the version after {@code version}. */
    public void expire(int version) {
        for (OpenTicket ticket : List.copyOf(book.open())) {
            Arrival arrival = arrived.get(ticket.sequence());
            if (arrival != null && admission.expired(arrival.scored().rollout().oldestVersion(), version)) {
                book.drop(ticket.sequence(), DropReason.STALE);
                settle(arrived.remove(ticket.sequence()));
            }
        }
    }

    /** Drops tickets without an answer since {@code timeout}, counted from their issue or from {@code notBefore}. */
    public void timeOut(long now, long notBefore, Duration timeout) {
        for (OpenTicket ticket : List.copyOf(book.open())) {
            long since = Math.max(ticket.issuedAtMillis(), notBefore);
            if (!arrived.containsKey(ticket.sequence()) && now - since > timeout.toMillis()) {
                book.drop(ticket.sequence(), DropReason.LOST);
            }
        }
    }

    /** Whether fewer tickets are open than a batch needs: without new ones it can never be filled. */
    public boolean starved() {
        return book.open().size() < admission.rolloutsPerVersion();
    }

    /** Whether the B oldest open tickets have all been answered; all open ones, where ages are to be exact. */
    public boolean ready() {
        int needed = admission.exact() ? book.open().size() : admission.rolloutsPerVersion();
        return !starved()
                && book.open().stream().limit(needed).allMatch(ticket -> arrived.containsKey(ticket.sequence()));
    }

    /** The next batch in ticket order, which stays open; call it when {@link #ready()}. */
    public List<Arrival> next() {
        return nextTickets().map(ticket -> arrived.get(ticket.sequence())).toList();
    }

    /** Closes the next batch as trained and returns it in ticket order; call it when {@link #ready()}. */
    public List<Arrival> take() {
        return close(book::train);
    }

    /** Closes the next batch as dropped, since what it was made into is not finite; call it when {@link #ready()}. */
    public List<Arrival> refuse() {
        return close(sequence -> book.drop(sequence, DropReason.NON_FINITE));
    }

    /** Settles all answers that wait for a batch, since their tickets are about to be dropped. */
    public void abandon() {
        arrived.values().forEach(this::settle);
        arrived.clear();
    }

    private List<Arrival> close(LongConsumer closing) {
        List<Arrival> batch = new ArrayList<>();
        for (OpenTicket ticket : nextTickets().toList()) {
            Arrival arrival = arrived.remove(ticket.sequence());
            closing.accept(ticket.sequence());
            settle(arrival);
            batch.add(arrival);
        }
        return batch;
    }

    private Stream<OpenTicket> nextTickets() {
        return book.open().stream().limit(admission.rolloutsPerVersion());
    }

    /** Answers that wait for their batch. */
    public int waiting() {
        return arrived.size();
    }

    /** Outcomes of tickets that were closed or answered already, counted since the start of this process. */
    public long duplicates() {
        return duplicates;
    }

    /** Where reading would go on after a restart, in order of topic and partition. */
    public List<Position> positions() {
        return progress.entrySet().stream()
                .map(entry -> new Position(
                        entry.getKey().topic(),
                        entry.getKey().partition(),
                        entry.getValue().lowest(),
                        entry.getValue().resolvedAbove()))
                .sorted(Comparator.comparing(Position::topic).thenComparing(Position::partition))
                .toList();
    }

    private void settle(Arrival arrival) {
        ignore(arrival.source(), arrival.offset());
    }
}
