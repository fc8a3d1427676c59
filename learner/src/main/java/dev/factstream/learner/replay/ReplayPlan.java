package dev.factstream.learner.replay;

import dev.factstream.learner.ledger.VersionHistory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * How to recompute a version: the version to start from, and the versions to train after it. The plan follows the weights,
 * so it leaves out versions that a rollback abandoned.
 *
 * @param start a version with a saved state, or the version that the run started with
 * @param steps the versions to train after it, in order; the last one has the weights of the target
 */
record ReplayPlan(int start, List<Integer> steps) {

    /** The shortest plan for {@code version}. @param available whether the state of a version is saved */
    static ReplayPlan to(int version, VersionHistory history, IntPredicate available) {
        Deque<Integer> steps = new ArrayDeque<>();
        int current = version;
        while (current != history.first() && !available.test(current)) {
            if (!history.isRollback(current)) {
                steps.addFirst(current);
            }
            current = history.parent(current);
        }
        return new ReplayPlan(current, List.copyOf(steps));
    }
}
