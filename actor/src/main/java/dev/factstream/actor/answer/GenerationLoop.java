package dev.factstream.actor.answer;

import dev.factstream.runtime.health.Heartbeat;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The generating thread. Each iteration swaps in newer weights if there are any, starts tickets in free slots, and draws a token
 * for every sequence. {@link #end}, {@link #drain} and {@link #stop} may be called by any thread.
 *
 * <p>If an iteration fails, with an Error too, its tickets are retried one by one, so that only the failing ticket is released, or
 * sent to dead-letters after several deliveries.
 */
final class GenerationLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(GenerationLoop.class);
    private static final Duration IDLE_WAIT = Duration.ofMillis(200);

    private final TicketQueue queue;
    private final WakeupSignal wakeup;
    private final SampleBatch batch;
    private final PlaceShares shares;
    private final RolloutSender sender;
    private final FailedTickets failedTickets;
    private final Clock clock;
    private final Duration versionPatience;
    private final Consumer<Throwable> failed;
    private final Set<TicketInProgress> started = new LinkedHashSet<>();
    private final Deque<PreparedTicket> retries = new ArrayDeque<>();
    private final Set<String> ended = ConcurrentHashMap.newKeySet();
    private final Heartbeat heartbeat = new Heartbeat();
    private volatile boolean draining;
    private volatile boolean stopped;

    /**
     * @param versionPatience how long a ticket waits for its minimum version
     * @param failed called with the reason if generation ends by itself
     */
    GenerationLoop(
            TicketQueue queue,
            WakeupSignal wakeup,
            SampleBatch batch,
            PlaceShares shares,
            RolloutSender sender,
            FailedTickets failedTickets,
            Clock clock,
            Duration versionPatience,
            Consumer<Throwable> failed) {
        this.queue = queue;
        this.wakeup = wakeup;
        this.batch = batch;
        this.shares = shares;
        this.sender = sender;
        this.failedTickets = failedTickets;
        this.clock = clock;
        this.versionPatience = versionPatience;
        this.failed = failed;
    }

    /** Returns how long the next step of running sequences has been overdue; zero without any. */
    Duration overdue() {
        return heartbeat.overdue();
    }

    /** Releases tickets that have not started, now and later. */
    void drain() {
        draining = true;
        wakeup.signal();
    }

    /** Passes over the tickets of a run, now and until {@link #begin}; its running sequences are finished. */
    void end(String runId) {
        ended.add(runId);
        wakeup.signal();
    }

    /** Answers the tickets of a run again. */
    void begin(String runId) {
        ended.remove(runId);
    }

    /** Ends after the current iteration and releases the remaining tickets. */
    void stop() {
        stopped = true;
        wakeup.signal();
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                iterate();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            failed.accept(e);
        } finally {
            heartbeat.idle();
            queue.close().forEach(this::release);
            retries.forEach(this::release);
            started.forEach(ticket -> release(ticket.prepared()));
        }
    }

    private void iterate() throws InterruptedException {
        heartbeat.beat();
        (draining ? queue.takeAll() : queue.takeOlderThan(versionPatience)).forEach(this::release);
        ended.forEach(this::passOver);
        try {
            batch.refresh();
            startTickets();
            if (!batch.isEmpty()) {
                batch.advance().forEach(this::finish);
                return;
            }
        } catch (RuntimeException | Error e) {
            if (!retryOneByOne(e)) {
                throw e;
            }
            return;
        }
        heartbeat.idle();
        wakeup.await(IDLE_WAIT);
    }

    private void startTickets() {
        if (!retries.isEmpty()) {
            if (started.isEmpty() && batch.mayStart(retries.peek().ticket().runId())) {
                start(retries.remove());
            }
            return;
        }
        while (batch.hasFreeSlot() && startNext()) {
            // until the places are used, or no ticket may start
        }
    }

    private boolean startNext() {
        for (String run : shares.mayStart(queue.samples(), batch.places())) {
            if (batch.mayStart(run)) {
                Optional<PreparedTicket> next =
                        queue.take(run, batch.version(run).number());
                if (next.isPresent()) {
                    start(next.get());
                    return true;
                }
            }
        }
        return false;
    }

    private void passOver(String runId) {
        queue.takeAll(runId).forEach(ticket -> failedTickets.passOver(ticket.lease()));
        batch.forget(runId);
    }

    private void start(PreparedTicket prepared) {
        TicketInProgress ticket = new TicketInProgress(prepared, clock.millis(), System.nanoTime());
        started.add(ticket);
        batch.add(ticket.samples());
    }

    private void finish(SampleBatch.Finished finished) {
        sender.send(finished, batch.version(finished.sample().runId()));
        if (finished.sample().ticket().isComplete()) {
            started.remove(finished.sample().ticket());
        }
    }

    /** Returns false if no ticket was in progress that the failure could be due to. */
    private boolean retryOneByOne(Throwable cause) {
        batch.clear();
        List<TicketInProgress> interrupted = List.copyOf(started);
        started.clear();
        if (interrupted.size() > 1) {
            LOG.warn(
                    "A batch of {} tickets failed; retrying them one by one: {}", interrupted.size(), cause.toString());
            interrupted.forEach(ticket -> retries.add(ticket.prepared()));
        } else if (interrupted.size() == 1) {
            PreparedTicket failing = interrupted.get(0).prepared();
            failedTickets.fail(failing.lease(), Optional.of(failing.ticket()), cause);
        }
        return !interrupted.isEmpty();
    }

    private void release(PreparedTicket ticket) {
        failedTickets.release(ticket.lease());
    }
}
