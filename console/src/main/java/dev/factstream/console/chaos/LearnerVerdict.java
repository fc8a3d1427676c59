package dev.factstream.console.chaos;

import dev.factstream.learner.ledger.Books;
import java.util.ArrayList;
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

    /** The same with more faults. */
    LearnerVerdict with(List<String> more) {
        List<String> all = new ArrayList<>(faults);
        all.addAll(more);
        return new LearnerVerdict(versions, books, all);
    }

    boolean sound() {
        return faults.isEmpty() && books.balanced();
    }

    @Override
    public String toString() {
        return books + "\nversions " + versions
                + ", one lineage, no rollout in two batches, parameters as replayed from the"
                + " beginning: "
                + (faults.isEmpty() ? "yes" : "NO: " + String.join("; ", faults));
    }
}
