package dev.factstream.lab.chaos;

import dev.factstream.learner.ledger.TicketBalance;
import java.util.ArrayList;
import java.util.List;

/**
 * The result of a run whose learner was killed.
 *
 * @param versions policy versions that were published
 * @param books the ticket balance
 * @param faults violated guarantees, in words; empty if none
 */
public record LearnerChaosResult(int versions, TicketBalance books, List<String> faults) implements ChaosResult {
    public LearnerChaosResult {
        faults = List.copyOf(faults);
    }

    /** Returns a copy with more faults. */
    LearnerChaosResult with(List<String> more) {
        List<String> all = new ArrayList<>(faults);
        all.addAll(more);
        return new LearnerChaosResult(versions, books, all);
    }

    @Override
    public boolean passed() {
        return faults.isEmpty() && books.balanced();
    }

    @Override
    public String toString() {
        return books + "\nversions " + versions
                + ", one version history, no rollout in two batches, parameters as replayed from the"
                + " beginning: "
                + (faults.isEmpty() ? "yes" : "NO: " + String.join("; ", faults));
    }
}
