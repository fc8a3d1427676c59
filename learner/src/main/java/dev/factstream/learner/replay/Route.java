package dev.factstream.learner.replay;

import dev.factstream.learner.ledger.VersionHistory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * How to come to a version: from where, and which versions to make again on the way. It follows the weights, so versions
 * that a rollback abandoned are not on it.
 *
 * @param start a version that lies on the disk, or the one that the run began with
 * @param steps the versions to train after it, in order; the last one's weights are those of the goal
 */
record Route(int start, List<Integer> steps) {

    /** The shortest one to {@code version}. @param kept whether a version lies on the disk */
    static Route to(int version, VersionHistory history, IntPredicate kept) {
        Deque<Integer> steps = new ArrayDeque<>();
        int at = version;
        while (at != history.first() && !kept.test(at)) {
            if (!history.rollback(at)) {
                steps.addFirst(at);
            }
            at = history.parent(at);
        }
        return new Route(at, List.copyOf(steps));
    }
}
