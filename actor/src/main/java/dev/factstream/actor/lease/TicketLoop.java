package dev.factstream.actor.lease;

import dev.factstream.schemas.Pulse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that owns the share consumer: takes tickets, keeps their locks while they are worked on, and tells the
 * broker how each ended.
 *
 * <p>The consumer must acknowledge explicitly ({@code share.acknowledgement.mode=explicit}), take no more records than
 * there are places ({@code share.acquire.mode=record_limit} with {@code max.poll.records}), and hold nothing in advance.
 *
 * <p>Why tickets come in rounds: a share consumer (4.3.1) refuses to poll while a record in its hands is unacknowledged, and hands
 * renewed records back from the poll before it collects any new ones. So a consumer that renews receives nothing new until every
 * ticket of the round is settled. An actor has several such loops, lanes, which share its places out among them: while one
 * waits for its last ticket, the others take new ones.
 *
 * <p>Why renewals are committed rather than left to the next poll: the poll sends them with a fetch for no records, and the client
 * then goes on fetching by itself, since that fetch brought none. What comes is locked and lies in the client's buffer,
 * which no poll empties before the round is over: locks lapse, and tickets are delivered again though nobody has seen them. A commit
 * fetches nothing, and the poll after it only hands the renewed records back. For the same reason polls are few and long.
 *
 * <p>A lock that could not be renewed or acknowledged is lost: the ticket will be delivered again, here or elsewhere.
 * Work on it goes on all the same; the scorer keeps the first of two rollouts with the same id.
 */
public final class TicketLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(TicketLoop.class);
    private static final Duration POLL = Duration.ofSeconds(5);
    private static final int RENEWALS_PER_LOCK = 3;
    private static final int UNKNOWN_LOCK_MILLIS = 15_000;

    private final ShareConsumer<byte[], byte[]> consumer;
    private final String topic;
    private final Consumer<List<TicketLease>> worker;
    private final Map<Position, TicketLease> leases = new HashMap<>();
    private final Pulse pulse = new Pulse();
    private volatile boolean draining;

    /**
     * @param consumer owned by this loop from now on, and closed by it
     * @param topic the ticket topic
     * @param worker receives the tickets of a round; must not block and must see to it that each is settled
     */
    public TicketLoop(ShareConsumer<byte[], byte[]> consumer, String topic, Consumer<List<TicketLease>> worker) {
        this.consumer = consumer;
        this.topic = topic;
        this.worker = worker;
    }

    /** Takes no new tickets; {@link #run} returns when those in hand are settled. Callable from any thread. */
    public void drain() {
        draining = true;
        consumer.wakeup();
    }

    /**
     * Since when it ought to have come back from a poll, or to the next one. The time that a poll waits for tickets, or a lock lasts
     * until it is renewed, is no silence. A member of the group that does not poll for {@code max.poll.interval.ms} loses its place
     * in it.
     */
    public Duration silence() {
        return pulse.silence();
    }

    @Override
    public void run() {
        try (consumer) {
            consumer.setAcknowledgementCommitCallback(this::noteLostLocks);
            consumer.subscribe(List.of(topic));
            while (!draining || !leases.isEmpty()) {
                pulse.beat(POLL);
                List<TicketLease> inHand = receive();
                Duration lasts = renewalInterval();
                pulse.beat(lasts);
                boolean settled = awaitSettled(inHand, lasts);
                pulse.beat();
                inHand.forEach(this::acknowledge);
                if (!settled) {
                    LOG.debug("Renewing the locks of {} tickets", leases.size());
                    commit();
                }
            }
            commit();
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt(); // told to stop at once: closing lets go of what is in hand
        } finally {
            pulse.rest();
        }
    }

    /** Sends what was acknowledged; failures come to {@link #noteLostLocks}. */
    private void commit() {
        try {
            consumer.commitSync();
        } catch (WakeupException e) {
            LOG.debug("Told to drain while acknowledgements were under way");
        } catch (RetriableException e) {
            LOG.warn(
                    "The broker has not answered to acknowledgements; tickets may be delivered again: {}",
                    e.toString());
        }
    }

    /** Polls, gives the tickets that are new to the worker, and returns all that the poll put into our hands. */
    private List<TicketLease> receive() {
        List<TicketLease> inHand = new ArrayList<>();
        List<TicketLease> fresh = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> ticket : poll()) {
            inHand.add(leases.computeIfAbsent(Position.of(ticket), unseen -> {
                TicketLease lease = new TicketLease(ticket);
                fresh.add(lease);
                return lease;
            }));
        }
        if (!fresh.isEmpty()) {
            LOG.debug("A round of {} tickets", fresh.size());
            worker.accept(fresh);
        }
        return inHand;
    }

    private Iterable<ConsumerRecord<byte[], byte[]>> poll() {
        try {
            return consumer.poll(POLL);
        } catch (WakeupException e) {
            return List.of(); // told to drain; what the poll would have brought comes with the next
        }
    }

    /** Whether all were settled in time. */
    private static boolean awaitSettled(List<TicketLease> inHand, Duration wait) throws InterruptedException {
        CompletableFuture<?>[] settlements =
                inHand.stream().map(TicketLease::settlement).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(settlements).get(wait.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("A settlement is never completed exceptionally", e);
        }
    }

    private void acknowledge(TicketLease lease) {
        AcknowledgeType answer = lease.acknowledgement();
        consumer.acknowledge(lease.ticket(), answer);
        if (answer != AcknowledgeType.RENEW) {
            leases.remove(Position.of(lease.ticket()));
        }
    }

    private Duration renewalInterval() {
        return Duration.ofMillis(consumer.acquisitionLockTimeoutMs().orElse(UNKNOWN_LOCK_MILLIS) / RENEWALS_PER_LOCK);
    }

    private void noteLostLocks(Map<TopicIdPartition, Set<Long>> offsets, Exception failure) {
        if (failure == null) {
            return;
        }
        offsets.forEach((partition, lost) -> {
            LOG.warn(
                    "The broker did not take our acknowledgement of tickets {} of {}; they will be delivered again: {}",
                    lost,
                    partition.topicPartition(),
                    failure.toString());
            lost.forEach(offset -> leases.remove(new Position(partition.partition(), offset)));
        });
    }

    /** Where a ticket lies in its topic. */
    private record Position(int partition, long offset) {
        static Position of(ConsumerRecord<byte[], byte[]> ticket) {
            return new Position(ticket.partition(), ticket.offset());
        }
    }
}
