package dev.factstream.actor.lease;

import dev.factstream.runtime.health.Heartbeat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
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
 * The only thread that uses a share consumer: fetches tickets, renews their locks while they are processed, and acknowledges
 * them.
 *
 * <p>The consumer must acknowledge explicitly ({@code share.acknowledgement.mode=explicit}), fetch no more records than
 * there are slots ({@code share.acquire.mode=record_limit} with {@code max.poll.records}), and prefetch nothing.
 *
 * <p>Tickets come in rounds, because a share consumer (4.3.1) refuses to poll while a delivered record is unacknowledged, and
 * returns renewed records from the poll before it fetches new ones. So a consumer that renews receives nothing new until every
 * ticket of the round is settled. An actor has several such loops, called lanes, which divide its slots among them: while one
 * waits for its last ticket, the others fetch new ones.
 *
 * <p>Renewals are committed and not left to the next poll, because the poll sends them with a fetch for no records, and the client
 * then keeps fetching, since that fetch returned none. The fetched records are locked and stay in the client's buffer, which no
 * poll drains before the round ends: their locks expire, and tickets are delivered again although no worker received them. A commit
 * fetches nothing, and the poll after it only returns the renewed records. For the same reason polls are few and long.
 *
 * <p>A lock that could not be renewed or acknowledged is lost: the ticket will be delivered again, here or elsewhere.
 * Work on it continues; the scorer keeps the first of two rollouts with the same id.
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

    /** The tickets whose renewal is not answered: at most those of one round. */
    private final Set<Position> renewing = new HashSet<>();

    private final Heartbeat heartbeat = new Heartbeat();
    private final AtomicLong renewals = new AtomicLong();
    private volatile boolean draining;

    /**
     * @param consumer owned and closed by this loop
     * @param topic the ticket topic
     * @param worker receives the new tickets of a round; must not block, and must settle each of them eventually
     */
    public TicketLoop(ShareConsumer<byte[], byte[]> consumer, String topic, Consumer<List<TicketLease>> worker) {
        this.consumer = consumer;
        this.topic = topic;
        this.worker = worker;
    }

    /** Stops fetching tickets; {@link #run} returns when the held tickets are settled. Callable from any thread. */
    public void drain() {
        draining = true;
        consumer.wakeup();
    }

    /** Returns how often it renewed the lock of a ticket. */
    public long renewals() {
        return renewals.get();
    }

    /**
     * Returns how long the loop has been overdue to return from a poll or to start the next one. Waiting for tickets within a poll, or
     * for the next renewal of locks, does not count. A group member that does not poll for {@code max.poll.interval.ms} is removed
     * from the group.
     */
    public Duration overdue() {
        return heartbeat.overdue();
    }

    @Override
    public void run() {
        try (consumer) {
            consumer.setAcknowledgementCommitCallback(this::answered);
            consumer.subscribe(List.of(topic));
            while (!draining || !leases.isEmpty()) {
                heartbeat.beat(POLL);
                List<TicketLease> held = receive();
                Duration untilRenewal = renewalInterval();
                heartbeat.beat(untilRenewal);
                boolean settled = awaitSettled(held, untilRenewal);
                heartbeat.beat();
                renewing.clear();
                held.forEach(this::acknowledge);
                if (!settled) {
                    LOG.debug("Renewing the locks of {} tickets", leases.size());
                    commit();
                }
            }
            commit();
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt(); // asked to stop at once: closing the consumer releases the held tickets
        } finally {
            heartbeat.idle();
        }
    }

    /** Sends the acknowledgements; failures are reported to {@link #answered}. */
    private void commit() throws InterruptedException {
        try {
            consumer.commitSync();
        } catch (WakeupException e) {
            LOG.debug("Asked to drain while acknowledgements were in flight");
            awaitRenewals();
        } catch (RetriableException e) {
            LOG.warn("The broker did not answer acknowledgements; tickets may be delivered again: {}", e.toString());
        }
    }

    /**
     * Waits until the renewals that were sent are answered. A poll before that would fetch more tickets, which nobody would
     * take: they would stay locked until their locks expire.
     */
    private void awaitRenewals() throws InterruptedException {
        long deadline = System.nanoTime() + renewalInterval().toNanos();
        while (!renewing.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(5);
            consumer.commitSync(); // sends nothing, and reports the answers that have come
        }
    }

    /** Polls, passes new tickets to the worker, and returns all tickets that the poll delivered. */
    private List<TicketLease> receive() {
        List<TicketLease> held = new ArrayList<>();
        List<TicketLease> fresh = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> ticket : poll()) {
            held.add(leases.computeIfAbsent(Position.of(ticket), unseen -> {
                TicketLease lease = new TicketLease(ticket);
                fresh.add(lease);
                return lease;
            }));
        }
        if (!fresh.isEmpty()) {
            LOG.debug("Received a round of {} tickets", fresh.size());
            worker.accept(fresh);
        }
        return held;
    }

    private Iterable<ConsumerRecord<byte[], byte[]>> poll() {
        try {
            return consumer.poll(POLL);
        } catch (WakeupException e) {
            return List.of(); // asked to drain; the next poll returns the records of this one
        }
    }

    /** Waits for settlement; returns whether all tickets were settled in time. */
    private static boolean awaitSettled(List<TicketLease> held, Duration wait) throws InterruptedException {
        CompletableFuture<?>[] settlements =
                held.stream().map(TicketLease::settlement).toArray(CompletableFuture[]::new);
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
        if (answer == AcknowledgeType.RENEW) {
            renewing.add(Position.of(lease.ticket()));
            renewals.incrementAndGet();
        } else {
            leases.remove(Position.of(lease.ticket()));
        }
    }

    private Duration renewalInterval() {
        return Duration.ofMillis(consumer.acquisitionLockTimeoutMs().orElse(UNKNOWN_LOCK_MILLIS) / RENEWALS_PER_LOCK);
    }

    /** Receives the answers to acknowledgements; is called within the methods of the consumer. */
    private void answered(Map<TopicIdPartition, Set<Long>> offsets, Exception failure) {
        offsets.forEach((partition, answered) ->
                answered.forEach(offset -> renewing.remove(new Position(partition.partition(), offset))));
        if (failure != null) {
            forgetLostLocks(offsets, failure);
        }
    }

    private void forgetLostLocks(Map<TopicIdPartition, Set<Long>> offsets, Exception failure) {
        offsets.forEach((partition, lost) -> {
            LOG.warn(
                    "The broker rejected the acknowledgement of tickets {} of {}; they will be delivered again: {}",
                    lost,
                    partition.topicPartition(),
                    failure.toString());
            lost.forEach(offset -> leases.remove(new Position(partition.partition(), offset)));
        });
    }

    /** The position of a ticket in its topic. */
    private record Position(int partition, long offset) {
        static Position of(ConsumerRecord<byte[], byte[]> ticket) {
            return new Position(ticket.partition(), ticket.offset());
        }
    }
}
