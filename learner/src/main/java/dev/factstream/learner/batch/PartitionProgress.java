package dev.factstream.learner.batch;

import java.util.List;
import java.util.TreeSet;

/**
 * The read position and the unresolved records of one partition. A record is unresolved while it waits in memory for
 * its batch: after a restart it must be read again, and the resolved records above it must not count twice. Not
 * thread-safe.
 */
final class PartitionProgress {

    private final TreeSet<Long> unresolved = new TreeSet<>();
    private final TreeSet<Long> resolvedAbove = new TreeSet<>();
    private long next;

    PartitionProgress(long lowest, List<Long> resolvedAbove) {
        next = lowest;
        this.resolvedAbove.addAll(resolvedAbove);
    }

    /** Marks a record as read; returns false if it was resolved before a restart and must be skipped. */
    boolean markRead(long offset) {
        next = offset + 1;
        if (resolvedAbove.contains(offset)) {
            return false;
        }
        unresolved.add(offset);
        return true;
    }

    /** Resolves a record that was read. */
    void resolve(long offset) {
        unresolved.remove(offset);
        resolvedAbove.add(offset);
    }

    /** The offset to resume from after a restart. */
    long lowest() {
        // resolved records beyond the last read one do not move the position
        return unresolved.isEmpty() ? next : unresolved.first();
    }

    /** The resolved offsets at or above {@link #lowest()}. */
    List<Long> resolvedAbove() {
        resolvedAbove.headSet(lowest()).clear();
        return List.copyOf(resolvedAbove);
    }
}
