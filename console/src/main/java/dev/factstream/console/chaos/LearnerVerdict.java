package dev.factstream.console.chaos;

import dev.factstream.learner.ledger.Books;
import java.util.List;

/**
 * What a run has come to whose learner was killed.
 *
 * @param versions made
 * @param books where every ticket has gone
 * @param faults what contradicts the promises, in words; empty if nothing does
 */
record LearnerVerdict(int versions, Books books, List<String> faults) {
    LearnerVerdict {
        faults = List.copyOf(faults);
    }

    boolean sound() {
        return faults.isEmpty() && books.balanced();
    }

    @Override
    public String toString() {
        return books + "\nversions " + versions + ", one lineage, no rollout in two batches: "
                + (faults.isEmpty() ? "yes" : "NO: " + String.join("; ", faults));
    }
}
