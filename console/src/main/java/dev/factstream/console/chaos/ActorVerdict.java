package dev.factstream.console.chaos;

import dev.factstream.learner.ledger.Books;
import java.util.List;

/**
 * What a run has come to whose actors came and went.
 *
 * @param versions made
 * @param killed actors that were killed without warning
 * @param left actors that were told to leave
 * @param books where every ticket has gone
 * @param faults what contradicts the promises, in words; empty if nothing does
 */
record ActorVerdict(int versions, int killed, int left, Books books, List<String> faults) {
    ActorVerdict {
        faults = List.copyOf(faults);
    }

    boolean sound() {
        return faults.isEmpty() && books.balanced();
    }

    @Override
    public String toString() {
        return "actors killed " + killed + ", left " + left + "\n" + books + "\nversions " + versions
                + ", one lineage, no rollout in two batches, no actor failed: "
                + (faults.isEmpty() ? "yes" : "NO: " + String.join("; ", faults));
    }
}
