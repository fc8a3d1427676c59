package dev.factstream.actor.answer;

import dev.factstream.schemas.Pulse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The generating thread: in each turn it takes newer weights if there are any, begins tickets where there is room, and draws a
 * token for every sequence. {@link #drain} and {@link #stop} may be called by any thread.
 *
 * <p>If a turn fails, the tickets in work are tried again one by one, so that only the culprit goes back; the limit of deliveries
 * makes an end of that.
 */
final class GenerationLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(GenerationLoop.class);
    private static final Duration WAKE_UP = Duration.ofMillis(200);

    private final TicketQueue queue;
    private final Bell bell;
    private final Batch batch;
    private final RolloutSender sender;
    private final ActorCounters counters;
    private final Clock clock;
    private final Duration versionPatience;
    private final Consumer<Throwable> failed;
    private final Set<OpenTicket> begun = new LinkedHashSet<>();
    private final Deque<PreparedTicket> suspects = new ArrayDeque<>();
    private final Pulse pulse = new Pulse();
    private volatile boolean draining;
    private volatile boolean stopped;

    /**
     * @param versionPatience how long a ticket waits for the version it asks for
     * @param failed told why generation has ended by itself
     */
    GenerationLoop(
            TicketQueue queue,
            Bell bell,
            Batch batch,
            RolloutSender sender,
            ActorCounters counters,
            Clock clock,
            Duration versionPatience,
            Consumer<Throwable> failed) {
        this.queue = queue;
        this.bell = bell;
        this.batch = batch;
        this.sender = sender;
        this.counters = counters;
        this.clock = clock;
        this.versionPatience = versionPatience;
        this.failed = failed;
    }

    /** Since when sequences in work have been at the same point; zero when there are none. */
    Duration silence() {
        return pulse.silence();
    }

    /** What has not begun is given back from now on. */
    void drain() {
        draining = true;
        bell.ring();
    }

    /** Ends after this turn; what is left is given back. */
    void stop() {
        stopped = true;
        bell.ring();
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                turn();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            failed.accept(e);
        } finally {
            pulse.rest();
            queue.close().forEach(this::giveBack);
            suspects.forEach(this::giveBack);
            begun.forEach(ticket -> giveBack(ticket.prepared()));
        }
    }

    private void turn() throws InterruptedException {
        pulse.beat();
        (draining ? queue.takeAll() : queue.takeOlderThan(versionPatience)).forEach(this::giveBack);
        try {
            batch.refresh();
            begin();
            if (!batch.isEmpty()) {
                batch.advance().forEach(this::finish);
                return;
            }
        } catch (RuntimeException e) {
            suspect(e);
            return;
        }
        pulse.rest();
        bell.await(WAKE_UP);
    }

    private void begin() {
        if (!suspects.isEmpty()) {
            if (begun.isEmpty()) {
                begin(suspects.remove());
            }
            return;
        }
        int version = batch.version().number();
        while (batch.hasRoom()) {
            Optional<PreparedTicket> next = queue.take(version);
            if (next.isEmpty()) {
                return;
            }
            begin(next.get());
        }
    }

    private void begin(PreparedTicket prepared) {
        OpenTicket ticket = new OpenTicket(prepared, clock.millis(), System.nanoTime());
        begun.add(ticket);
        batch.add(ticket.samples());
    }

    private void finish(Batch.Drawn drawn) {
        sender.send(drawn, batch.version());
        if (drawn.sample().ticket().isDrawn()) {
            begun.remove(drawn.sample().ticket());
        }
    }

    private void suspect(RuntimeException cause) {
        batch.clear();
        List<OpenTicket> inWork = List.copyOf(begun);
        begun.clear();
        if (inWork.isEmpty()) {
            throw cause;
        }
        if (inWork.size() > 1) {
            LOG.warn("A batch of {} failed; trying its tickets one by one: {}", inWork.size(), cause.toString());
            inWork.forEach(ticket -> suspects.add(ticket.prepared()));
            return;
        }
        PreparedTicket culprit = inWork.get(0).prepared();
        LOG.error("Ticket {} cannot be answered here", culprit.ticket().ticketId(), cause);
        giveBack(culprit);
    }

    private void giveBack(PreparedTicket ticket) {
        counters.countReleased();
        ticket.lease().release();
    }
}
