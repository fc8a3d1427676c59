package dev.factstream.actor.answer;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prepared tickets that have not started, by run and in order of arrival. Thread-safe. */
final class TicketQueue {
    private static final Duration NEW_WEIGHTS_WAIT = Duration.ofMillis(500);

    private final Map<String, Deque<PreparedTicket>> runs = new LinkedHashMap<>();
    private boolean closed;

    /** Adds a ticket; returns false if the queue is closed. */
    synchronized boolean put(PreparedTicket ticket) {
        return !closed
                && runs.computeIfAbsent(ticket.ticket().runId(), run -> new ArrayDeque<>())
                        .add(ticket);
    }

    /**
     * Takes the first ticket of a run that {@code version} may start. Tickets arrive in the transaction of the version that issued
     * them, mostly before its weights are ready; so they wait briefly for these weights, even if an older version is allowed.
     */
    synchronized Optional<PreparedTicket> take(String runId, int version) {
        Iterator<PreparedTicket> each =
                runs.getOrDefault(runId, new ArrayDeque<>()).iterator();
        while (each.hasNext()) {
            PreparedTicket ticket = each.next();
            if (mayStart(ticket, version)) {
                each.remove();
                removeEmpty();
                return Optional.of(ticket);
            }
        }
        return Optional.empty();
    }

    private static boolean mayStart(PreparedTicket ticket, int version) {
        return ticket.ticket().issuedAtVersion() <= version
                || ticket.ticket().minVersion() <= version
                        && System.nanoTime() - ticket.readyNanos() > NEW_WEIGHTS_WAIT.toNanos();
    }

    /** Returns the number of samples of the waiting tickets, by run; runs without waiting tickets are left out. */
    synchronized Map<String, Integer> samples() {
        Map<String, Integer> samples = new HashMap<>();
        runs.forEach((run, tickets) -> samples.put(
                run,
                tickets.stream().mapToInt(ticket -> ticket.ticket().samples()).sum()));
        return samples;
    }

    /** Takes all tickets that have waited longer than {@code limit}. */
    synchronized List<PreparedTicket> takeOlderThan(Duration limit) {
        List<PreparedTicket> old = new ArrayList<>();
        for (Deque<PreparedTicket> tickets : runs.values()) {
            while (!tickets.isEmpty() && System.nanoTime() - tickets.peek().readyNanos() > limit.toNanos()) {
                old.add(tickets.remove());
            }
        }
        removeEmpty();
        return old;
    }

    /** Takes all tickets of a run. */
    synchronized List<PreparedTicket> takeAll(String runId) {
        Deque<PreparedTicket> tickets = runs.remove(runId);
        return tickets == null ? List.of() : List.copyOf(tickets);
    }

    /** Takes all tickets. */
    synchronized List<PreparedTicket> takeAll() {
        List<PreparedTicket> all = runs.values().stream().flatMap(Deque::stream).toList();
        runs.clear();
        return all;
    }

    synchronized int size() {
        return runs.values().stream().mapToInt(Deque::size).sum();
    }

    /** Takes all tickets, and accepts no more. */
    synchronized List<PreparedTicket> close() {
        closed = true;
        return takeAll();
    }

    private void removeEmpty() {
        runs.values().removeIf(Deque::isEmpty);
    }
}
