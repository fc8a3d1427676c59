package dev.factstream.actor.answer;

import dev.factstream.actor.lease.TicketLease;
import dev.factstream.actor.lease.TicketSource;
import dev.factstream.runtime.health.Heartbeat;
import dev.factstream.schemas.wire.NewerSchemaException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prepares tickets on threads of its own, so that a slow fetch of a picture delays neither generation nor the renewal of locks. Every
 * accepted ticket is prepared or settled, whatever its preparation throws. Thread-safe.
 */
final class PreparationPool {
    private static final Logger LOG = LoggerFactory.getLogger(PreparationPool.class);
    private static final int THREADS = 2;

    private final ExecutorService threads;
    private final Set<Heartbeat> running = ConcurrentHashMap.newKeySet();
    private final Preparation preparer;
    private final TicketQueue queue;
    private final WakeupSignal wakeup;
    private final FailedTickets failed;
    private final Consumer<Throwable> newerBuild;
    private volatile boolean draining;

    /**
     * @param actorId begins the names of the threads
     * @param queue receives the prepared tickets
     * @param wakeup signalled when tickets are in the queue
     * @param newerBuild called when a newer build wrote a ticket; must stop the taking of tickets
     */
    PreparationPool(
            String actorId,
            Preparation preparer,
            TicketQueue queue,
            WakeupSignal wakeup,
            FailedTickets failed,
            Consumer<Throwable> newerBuild) {
        this.threads = Executors.newFixedThreadPool(THREADS, task -> new Thread(task, actorId + "-prepare"));
        this.preparer = preparer;
        this.queue = queue;
        this.wakeup = wakeup;
        this.failed = failed;
        this.newerBuild = newerBuild;
    }

    /** Accepts tickets without blocking. */
    void accept(TicketSource source, List<TicketLease> tickets) {
        try {
            threads.execute(() -> prepare(source, tickets));
        } catch (RejectedExecutionException e) {
            tickets.forEach(failed::release); // closed
        }
    }

    private void prepare(TicketSource source, List<TicketLease> tickets) {
        Heartbeat heartbeat = new Heartbeat();
        running.add(heartbeat);
        try {
            prefetch(tickets);
            tickets.forEach(ticket -> {
                heartbeat.beat();
                prepare(source, ticket);
            });
        } finally {
            running.remove(heartbeat);
        }
        wakeup.signal();
    }

    private void prefetch(List<TicketLease> tickets) {
        if (draining) {
            return;
        }
        try {
            preparer.prefetch(tickets);
        } catch (Throwable e) { // the preparation of each ticket meets it again, if it lasts
            LOG.warn("Pictures of {} tickets could not be read together", tickets.size(), e);
        }
    }

    private void prepare(TicketSource source, TicketLease lease) {
        if (draining) {
            failed.release(lease);
            return;
        }
        try {
            preparer.prepare(source, lease)
                    .filter(ticket -> !queue.put(ticket))
                    .ifPresent(ticket -> failed.release(lease));
        } catch (NewerSchemaException e) {
            newerBuild.accept(e); // before the ticket is released, so that it does not come back to this actor
            failed.release(lease);
        } catch (Throwable e) { // an Error must not keep this ticket and those after it
            failed.fail(lease, Optional.empty(), e);
        }
    }

    /** Returns how long the preparation of a ticket has been overdue; zero without work. */
    Duration overdue() {
        return running.stream()
                .map(Heartbeat::overdue)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** Releases tickets from now on instead of preparing them. */
    void drain() {
        draining = true;
    }

    /** Ends the threads when they have settled the accepted tickets. */
    void close() {
        drain();
        threads.shutdown();
    }
}
