package dev.factstream.actor.answer;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Prepared tickets that have not started, in order of arrival. Thread-safe. */
final class TicketQueue {
    private static final Duration NEW_WEIGHTS_WAIT = Duration.ofMillis(500);

    private final Deque<PreparedTicket> tickets = new ArrayDeque<>();
    private boolean closed;

    /** Adds a ticket; returns false if the queue is closed. */
    synchronized boolean put(PreparedTicket ticket) {
        return !closed && tickets.add(ticket);
    }

    /**
     * Takes the first ticket that {@code version} may start. Tickets arrive in the transaction of the version that issued them, mostly
     * before its weights are ready; so they wait briefly for these weights, even if an older version is allowed.
     */
    synchronized Optional<PreparedTicket> take(int version) {
        Iterator<PreparedTicket> each = tickets.iterator();
        while (each.hasNext()) {
            PreparedTicket ticket = each.next();
            if (mayStart(ticket, version)) {
                each.remove();
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

    /** Takes all tickets that have waited longer than {@code limit}. */
    synchronized List<PreparedTicket> takeOlderThan(Duration limit) {
        List<PreparedTicket> old = new ArrayList<>();
        while (!tickets.isEmpty() && System.nanoTime() - tickets.peek().readyNanos() > limit.toNanos()) {
            old.add(tickets.remove());
        }
        return old;
    }

    /** Takes all tickets. */
    synchronized List<PreparedTicket> takeAll() {
        List<PreparedTicket> all = List.copyOf(tickets);
        tickets.clear();
        return all;
    }

    synchronized int size() {
        return tickets.size();
    }

    /** Takes all tickets, and accepts no more. */
    synchronized List<PreparedTicket> close() {
        closed = true;
        return takeAll();
    }
}
