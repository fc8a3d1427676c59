package dev.factstream.learner.replay;

import dev.factstream.learner.ledger.InputReader;
import dev.factstream.learner.ledger.VersionHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Which versions can still be made again. */
final class Reach {

    private final VersionHistory history;
    private final IntPredicate kept;
    private final InputReader inputs;

    Reach(VersionHistory history, IntPredicate kept, InputReader inputs) {
        this.history = history;
        this.kept = kept;
        this.inputs = inputs;
    }

    /**
     * Refuses a range whose first version cannot be made again.
     *
     * @throws UnreachableVersionException naming what is gone, and the first version from which on it can be done
     */
    void require(int from, int to) {
        Optional<String> obstacle = obstacle(from);
        if (obstacle.isEmpty()) {
            return;
        }
        String instead = IntStream.rangeClosed(from + 1, history.newest())
                .filter(version -> obstacle(version).isEmpty())
                .mapToObj(version -> "the first version that can be replayed is " + version
                        + (version > to ? "" : ", with --from " + version))
                .findFirst()
                .orElse("no later version can be replayed either");
        throw new UnreachableVersionException(
                "version " + from + " cannot be replayed, because " + obstacle.get() + "; " + instead);
    }

    private Optional<String> obstacle(int version) {
        Route route = Route.to(history.parent(version), history, kept);
        List<Integer> needed = new ArrayList<>(route.steps());
        if (!history.rollback(version)) {
            needed.add(version);
        }
        return needed.stream()
                .flatMap(step -> inputs
                        .gone(history.made(step).inputs())
                        .map(gone -> "of the inputs of version " + step + " " + gone)
                        .stream())
                .findFirst();
    }
}
