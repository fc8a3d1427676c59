package dev.factstream.learner.ledger;

import dev.factstream.schemas.run.SettledTickets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The ticket balance of a run: how every train ticket ended. Each class is counted by its own members and none by
 * subtraction.
 *
 * @param issued train tickets on the prompts topic
 * @param trained tickets among the inputs of ledger records
 * @param dropped tickets among the drops of ledger records
 * @param dead tickets closed by a dead letter
 * @param outstanding tickets issued and without an outcome
 * @param canaries canary tickets on the prompts topic, which have none of these outcomes
 * @param faults contradictions to the promise that every ticket ends exactly once; empty if there are none
 */
public record TicketBalance(
        long issued, long trained, long dropped, long dead, long outstanding, long canaries, List<String> faults) {

    private static final int MAX_LISTED = 5;

    public TicketBalance {
        faults = List.copyOf(faults);
    }

    /**
     * Balances ticket ids. The learner closes a ticket with the first outcome that it reads and records it in the ledger.
     * A dead letter of a ticket that the ledger lists arrived later and counts as a duplicate.
     *
     * @param issued ids of the tickets on the topic
     * @param trained ids in the order of the ledger; an id appears twice if it was trained on twice
     * @param dropped ids in the order of the ledger
     * @param deadLetters ids with a dead letter
     */
    public static TicketBalance of(
            Set<String> issued, List<String> trained, List<String> dropped, Collection<String> deadLetters) {
        return of(issued, Set.of(), trained, dropped, deadLetters);
    }

    /** Balances ticket ids of a run with canary tickets, none of which may be trained on or dropped. */
    public static TicketBalance of(
            Set<String> issued,
            Set<String> canaries,
            List<String> trained,
            List<String> dropped,
            Collection<String> deadLetters) {
        Set<String> closed = new HashSet<>(trained);
        closed.addAll(dropped);
        Set<String> dead = new TreeSet<>(deadLetters);
        dead.removeAll(closed);
        dead.removeAll(canaries);
        Set<String> outcomes = new TreeSet<>(closed);
        outcomes.addAll(dead);

        List<String> faults = new ArrayList<>();
        addFault(faults, "trained on twice", repeated(trained));
        addFault(faults, "dropped twice", repeated(dropped));
        Set<String> both = new TreeSet<>(trained);
        both.retainAll(Set.copyOf(dropped));
        addFault(faults, "trained and dropped", both);
        Set<String> learned = new TreeSet<>(outcomes);
        learned.retainAll(canaries);
        addFault(faults, "canaries trained on or dropped", learned);
        Set<String> unknown = new TreeSet<>(outcomes);
        unknown.removeAll(issued);
        unknown.removeAll(canaries);
        addFault(faults, "ended but never issued", unknown);

        long outstanding = 0;
        for (String ticket : issued) {
            outstanding += outcomes.contains(ticket) ? 0 : 1;
        }
        return new TicketBalance(
                issued.size(), trained.size(), dropped.size(), dead.size(), outstanding, canaries.size(), faults);
    }

    /** This balance of the newer tickets of a run, and the older tickets, all of which have ended. */
    TicketBalance plus(SettledTickets older) {
        return new TicketBalance(
                issued + older.counts().issued(),
                trained + older.counts().trained(),
                dropped + older.counts().dropped(),
                dead + older.counts().dead(),
                outstanding,
                canaries + older.canaries(),
                faults);
    }

    /** This balance, with more tickets issued that have no outcome. */
    TicketBalance plusOutstanding(long more) {
        return new TicketBalance(issued + more, trained, dropped, dead, outstanding + more, canaries, faults);
    }

    /** Whether the classes add up and no ticket is in two of them. */
    public boolean balanced() {
        return faults.isEmpty() && issued == trained + dropped + dead + outstanding;
    }

    /**
     * One line, for instance {@code tickets issued 960 = trained 900 + dropped 4 + dead 0 + outstanding 56}. Canaries
     * are included in the issued tickets and form a separate class.
     */
    @Override
    public String toString() {
        return "tickets issued " + (issued + canaries) + " = trained " + trained + " + dropped " + dropped + " + dead "
                + dead + " + outstanding " + outstanding + (canaries == 0 ? "" : " + canary " + canaries);
    }

    private static Set<String> repeated(List<String> ids) {
        Set<String> seen = new HashSet<>();
        Set<String> again = new TreeSet<>();
        for (String id : ids) {
            if (!seen.add(id)) {
                again.add(id);
            }
        }
        return again;
    }

    private static void addFault(List<String> faults, String fault, Set<String> ids) {
        if (!ids.isEmpty()) {
            String some = String.join(", ", ids.stream().limit(MAX_LISTED).toList());
            faults.add(ids.size() + " " + fault + ": " + some + (ids.size() > MAX_LISTED ? ", ..." : ""));
        }
    }
}
