package dev.factstream.learner.replay;

import dev.factstream.learner.ledger.LedgerInputReader;
import dev.factstream.learner.ledger.VersionHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Determines which versions can still be recomputed. */
final class ReplayableVersions {

    private final VersionHistory history;
    private final IntPredicate available;
    private final LedgerInputReader inputs;

    ReplayableVersions(VersionHistory history, IntPredicate available, LedgerInputReader inputs) {
        this.history = history;
        this.available = available;
        this.inputs = inputs;
    }

    /**
     * Rejects a range whose first version cannot be recomputed.
     *
     * @throws VersionNotReplayableException naming the missing input and the first version that can be replayed
     */
    void require(int from, int to) {
        Optional<String> missing = missingInput(from);
        if (missing.isEmpty()) {
            return;
        }
        String instead = IntStream.rangeClosed(from + 1, history.newest())
                .filter(version -> missingInput(version).isEmpty())
                .mapToObj(version -> "the first version that can be replayed is " + version
                        + (version > to ? "" : ", with --from " + version))
                .findFirst()
                .orElse("no later version can be replayed either");
        throw new VersionNotReplayableException(
                "version " + from + " cannot be replayed, because " + missing.get() + "; " + instead);
    }

    private Optional<String> missingInput(int version) {
        ReplayPlan plan = ReplayPlan.to(history.parent(version), history, available);
        List<Integer> needed = new ArrayList<>(plan.steps());
        if (!history.isRollback(version)) {
            needed.add(version);
        }
        return needed.stream()
                .flatMap(step -> inputs
                        .firstDeleted(history.recordOf(step).inputs())
                        .map(gone -> "an input of version " + step + " is missing: " + gone)
                        .stream())
                .findFirst();
    }
}
