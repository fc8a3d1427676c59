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
 * @param issued train tickets on the prompts topic
 * @param trained tickets among the inputs of ledger records
 * @param dropped tickets among the drops of ledger records
 * @param dead tickets closed by a dead letter
 * @param outstanding tickets issued with no outcome
 * @param canaries canary tickets on the prompts topic, which end in none of these ways
 * @param faults what contradicts the promise that every ticket ends exactly once; empty for sound books
 */
public record Books(
        int issued, int trained, int dropped, int dead, int outstanding, int canaries, List<String> faults) {

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
        return of(issued, Set.of(), trained, dropped, deadLetters);
    }

    /** The same where there are canary tickets too, none of which may be trained on or dropped. */
    public static Books of(
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
        name(faults, "trained on twice", repeated(trained));
        name(faults, "dropped twice", repeated(dropped));
        Set<String> both = new TreeSet<>(trained);
        both.retainAll(Set.copyOf(dropped));
        name(faults, "trained and dropped", both);
        Set<String> learned = new TreeSet<>(outcomes);
        learned.retainAll(canaries);
        name(faults, "canaries trained on or dropped", learned);
        Set<String> unknown = new TreeSet<>(outcomes);
        unknown.removeAll(issued);
        unknown.removeAll(canaries);
        name(faults, "ended but never issued", unknown);

        int outstanding = 0;
        for (String ticket : issued) {
            outstanding += outcomes.contains(ticket) ? 0 : 1;
        }
        return new Books(
                issued.size(), trained.size(), dropped.size(), dead.size(), outstanding, canaries.size(), faults);
    }

    /** Whether the classes add up and no ticket is in two of them. */
    public boolean balanced() {
        return faults.isEmpty() && issued == trained + dropped + dead + outstanding;
    }

    /**
     * One line, for instance {@code tickets issued 960 = trained 900 + dropped 4 + dead 0 + outstanding 56}; where there are canaries,
     * they are among the issued and have a class of their own.
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

    private static void name(List<String> faults, String fault, Set<String> ids) {
        if (!ids.isEmpty()) {
            String some = String.join(", ", ids.stream().limit(NAMED).toList());
            faults.add(ids.size() + " " + fault + ": " + some + (ids.size() > NAMED ? ", ..." : ""));
        }
    }
}
