package dev.factstream.learner.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where every train ticket of a run has gone, each class counted by its own membership and none by subtraction.
 *
 * @param issued tickets on the prompts topic
 * @param trained tickets among the inputs of ledger records
 * @param dropped tickets among the drops of ledger records
 * @param dead tickets closed by a dead letter
 * @param outstanding tickets issued with no outcome
 * @param faults what contradicts the promise that every ticket ends exactly once; empty for sound books
 */
public record Books(int issued, int trained, int dropped, int dead, int outstanding, List<String> faults) {

    private static final int NAMED = 5;

    public Books {
        faults = List.copyOf(faults);
    }

    /**
     * Takes stock of ticket ids. The learner closes a ticket with the first outcome it reads, and the ledger is its
     * word: a dead letter of a ticket that the ledger lists came too late and counts as a duplicate.
     *
     * @param issued ids of the tickets on the topic
     * @param trained ids in the order of the ledger, an id twice if it was trained on twice
     * @param dropped ids in the order of the ledger
     * @param deadLetters ids with a dead letter
     */
    public static Books of(
            Set<String> issued, List<String> trained, List<String> dropped, Collection<String> deadLetters) {
        Set<String> closed = new HashSet<>(trained);
        closed.addAll(dropped);
        Set<String> dead = new TreeSet<>(deadLetters);
        dead.removeAll(closed);
        Set<String> outcomes = new TreeSet<>(closed);
        outcomes.addAll(dead);

        List<String> faults = new ArrayList<>();
        name(faults, "trained on twice", repeated(trained));
        name(faults, "dropped twice", repeated(dropped));
        Set<String> both = new TreeSet<>(trained);
        both.retainAll(Set.copyOf(dropped));
        name(faults, "trained and dropped", both);
        Set<String> unknown = new TreeSet<>(outcomes);
        unknown.removeAll(issued);
        name(faults, "ended but never issued", unknown);

        int outstanding = 0;
        for (String ticket : issued) {
            outstanding += outcomes.contains(ticket) ? 0 : 1;
        }
        return new Books(issued.size(), trained.size(), dropped.size(), dead.size(), outstanding, faults);
    }

    /** Whether the classes add up and no ticket is in two of them. */
    public boolean balanced() {
        return faults.isEmpty() && issued == trained + dropped + dead + outstanding;
    }

    /** One line, for instance {@code tickets issued 960 = trained 900 + dropped 4 + dead 0 + outstanding 56}. */
    @Override
    public String toString() {
        return "tickets issued " + issued + " = trained " + trained + " + dropped " + dropped + " + dead " + dead
                + " + outstanding " + outstanding;
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

    private static void name(List<String> faults, String fault, Set<String> ids) {
        if (!ids.isEmpty()) {
            String some = String.join(", ", ids.stream().limit(NAMED).toList());
            faults.add(ids.size() + " " + fault + ": " + some + (ids.size() > NAMED ? ", ..." : ""));
        }
    }
}
