package dev.factstream.scorer.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What a run has published, as its ledger tells. Looked up by version and by time rather than by what came last, so that a ledger that
 * is read ahead of the rollouts, as by an application that starts late, changes nothing. Not thread-safe.
 */
final class Published {
    private static final int MOST = 1024;

    private record Version(String adapterHash, long atMillis, double kl) {}

    private final NavigableMap<Integer, Version> versions = new TreeMap<>();

    /**
     * A version came out. After a rollback, versions above it are gone.
     *
     * @param atMillis when, since the epoch
     * @param kl divergence from the reference policy; NaN if the ledger does not say
     */
    void add(int version, String adapterHash, long atMillis, double kl) {
        versions.tailMap(version, true).clear();
        versions.put(version, new Version(adapterHash, atMillis, kl));
        if (versions.size() > MOST) {
            versions.pollFirstEntry();
        }
    }

    /** The newest version that was out at a time; 0 if the ledger has none. */
    int newestAt(long atMillis) {
        for (Map.Entry<Integer, Version> entry : versions.descendingMap().entrySet()) {
            if (entry.getValue().atMillis <= atMillis) {
                return entry.getKey();
            }
        }
        return 0;
    }

    /** Whether a version has the weights of the one before it. */
    boolean isUnchanged(int version) {
        Version known = versions.get(version);
        Map.Entry<Integer, Version> before = versions.lowerEntry(version);
        return known != null && before != null && before.getValue().adapterHash.equals(known.adapterHash);
    }

    /** Whether an actor that says it runs {@code version} has other weights than were published under it. */
    boolean contradicts(int version, String adapterHash) {
        Version known = versions.get(version);
        return known != null && !known.adapterHash.equals(adapterHash);
    }

    /** The divergence of a version from the reference policy; empty if it is not known. */
    OptionalDouble kl(int version) {
        Version known = versions.get(version);
        return known == null || !Double.isFinite(known.kl) ? OptionalDouble.empty() : OptionalDouble.of(known.kl);
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(versions.size());
        for (Map.Entry<Integer, Version> entry : versions.entrySet()) {
            out.writeInt(entry.getKey());
            out.writeUTF(entry.getValue().adapterHash);
            out.writeLong(entry.getValue().atMillis);
            out.writeDouble(entry.getValue().kl);
        }
    }

    static Published read(DataInput in) throws IOException {
        Published read = new Published();
        for (int left = in.readInt(); left > 0; left--) {
            read.versions.put(in.readInt(), new Version(in.readUTF(), in.readLong(), in.readDouble()));
        }
        return read;
    }
}
