package dev.factstream.learner.batch;

import java.util.List;
import java.util.TreeSet;

/**
 * How far one partition has been read and what of it is settled. A record is unresolved while it waits in memory for
 * its batch: after a restart it must be read again, and the settled ones above it must not count twice. Not
 * thread-safe.
 */
final class Progress {

    private final TreeSet<Long> unresolved = new TreeSet<>();
    private final TreeSet<Long> resolvedAbove = new TreeSet<>();
    private long next;

    Progress(long lowest, List<Long> resolvedAbove) {
        next = lowest;
        this.resolvedAbove.addAll(resolvedAbove);
    }

    /** Notes a record as read; false if it was settled before the restart and must be skipped. */
    boolean read(long offset) {
        next = offset + 1;
        if (resolvedAbove.contains(offset)) {
            return false;
        }
        unresolved.add(offset);
        return true;
    }

    /** Settles a record that was read. */
    void resolve(long offset) {
        unresolved.remove(offset);
        resolvedAbove.add(offset);
    }

    /** Where reading must begin after a restart. */
    long lowest() {
        // settled records beyond what this process has read so far keep the position where it is
        return unresolved.isEmpty() ? next : unresolved.first();
    }

    /** The settled offsets at or above {@link #lowest()}. */
    List<Long> resolvedAbove() {
        resolvedAbove.headSet(lowest()).clear();
        return List.copyOf(resolvedAbove);
    }
}
