package dev.factstream.lab.chaos;

import dev.factstream.learner.ledger.TicketBalance;
import java.util.List;

/**
 * The result of a run whose actors were started and stopped.
 *
 * @param versions policy versions that were published
 * @param killed actors that were killed without warning
 * @param stopped actors that were stopped with SIGTERM
 * @param books the ticket balance
 * @param faults violated guarantees, in words; empty if none
 */
public record ActorChaosResult(int versions, int killed, int stopped, TicketBalance books, List<String> faults)
        implements ChaosResult {
    public ActorChaosResult {
        faults = List.copyOf(faults);
    }

    @Override
    public boolean passed() {
        return faults.isEmpty() && books.balanced();
    }

    @Override
    public String toString() {
        return "actors killed " + killed + ", stopped " + stopped + "\n" + books + "\nversions " + versions
                + ", one version history, no rollout in two batches, no actor failed: "
                + (faults.isEmpty() ? "yes" : "NO: " + String.join("; ", faults));
    }
}
