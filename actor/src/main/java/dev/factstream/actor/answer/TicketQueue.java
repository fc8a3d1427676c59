package dev.factstream.actor.answer;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Tickets that are ready and have not begun, in the order in which they came. Thread-safe. */
final class TicketQueue {
    private static final Duration FRESH_WEIGHTS = Duration.ofMillis(500);

    private final Deque<PreparedTicket> tickets = new ArrayDeque<>();
    private boolean closed;

    /** Adds a ticket; false if nothing is taken any more. */
    synchronized boolean put(PreparedTicket ticket) {
        return !closed && tickets.add(ticket);
    }

    /**
     * Takes the first that {@code version} may begin. Tickets come in the transaction of the version that issued them, and mostly
     * sooner than its weights are ready; so they wait for these a moment, though an older version would do.
     */
    synchronized Optional<PreparedTicket> take(int version) {
        Iterator<PreparedTicket> each = tickets.iterator();
        while (each.hasNext()) {
            PreparedTicket ticket = each.next();
            if (mayBegin(ticket, version)) {
                each.remove();
                return Optional.of(ticket);
            }
        }
        return Optional.empty();
    }

    private static boolean mayBegin(PreparedTicket ticket, int version) {
        return ticket.ticket().issuedAtVersion() <= version
                || ticket.ticket().minVersion() <= version
                        && System.nanoTime() - ticket.readyNanos() > FRESH_WEIGHTS.toNanos();
    }

    /** Takes all that came longer than {@code patience} ago. */
    synchronized List<PreparedTicket> takeOlderThan(Duration patience) {
        List<PreparedTicket> old = new ArrayList<>();
        while (!tickets.isEmpty() && System.nanoTime() - tickets.peek().readyNanos() > patience.toNanos()) {
            old.add(tickets.remove());
        }
        return old;
    }

    /** Takes all. */
    synchronized List<PreparedTicket> takeAll() {
        List<PreparedTicket> all = List.copyOf(tickets);
        tickets.clear();
        return all;
    }

    synchronized int size() {
        return tickets.size();
    }

    /** Takes all, and nothing more is put. */
    synchronized List<PreparedTicket> close() {
        closed = true;
        return takeAll();
    }
}
