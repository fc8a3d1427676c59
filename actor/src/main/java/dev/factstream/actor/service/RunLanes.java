package dev.factstream.actor.service;

import dev.factstream.actor.lease.TicketLease;
import dev.factstream.actor.lease.TicketLoop;
import dev.factstream.actor.lease.TicketSource;
import dev.factstream.actor.settings.ActorSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The lanes in which an actor takes the tickets of one run: share consumers, each with its own thread. Thread-safe. */
final class RunLanes {
    private final List<TicketLoop> loops = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /**
     * @param group the run's share group
     * @param topic the ticket topic
     * @param worker receives the tickets of each round; must not block
     * @param failed called with the reason if a lane ends by itself
     */
    RunLanes(
            ActorClients clients,
            ActorSettings settings,
            String group,
            String topic,
            TicketSource source,
            TicketWorker worker,
            Thread.UncaughtExceptionHandler failed) {
        for (int slots : settings.slotsPerLane()) {
            int lane = loops.size() + 1;
            TicketLoop loop = new TicketLoop(
                    clients.ticketConsumer(group, lane, slots), topic, tickets -> worker.accept(source, tickets));
            Thread thread = new Thread(loop, settings.id() + "-tickets-" + source.runId() + "-" + lane);
            thread.setUncaughtExceptionHandler(failed);
            loops.add(loop);
            threads.add(thread);
        }
    }

    /** Receives tickets and settles each of them eventually. */
    @FunctionalInterface
    interface TicketWorker {
        void accept(TicketSource source, List<TicketLease> tickets);
    }

    void start() {
        threads.forEach(Thread::start);
    }

    /** Stops taking tickets; the lanes end when the held ones are settled. */
    void drain() {
        loops.forEach(TicketLoop::drain);
    }

    /** Returns how long the next poll has been overdue; zero while polls wait. */
    Duration overdue() {
        return loops.stream()
                .map(TicketLoop::overdue)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** Returns how many locks have been renewed. */
    long renewals() {
        return loops.stream().mapToLong(TicketLoop::renewals).sum();
    }

    List<Thread> threads() {
        return List.copyOf(threads);
    }

    boolean hasEnded() {
        return threads.stream().noneMatch(Thread::isAlive);
    }
}
