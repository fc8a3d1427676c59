package dev.factstream.drift.window;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The versions that a run has published, from its ledger. They are looked up by version and by time, not by arrival, so that a
 * ledger that is read ahead of the rollouts, as in an application that starts late, changes nothing. Not thread-safe.
 */
public final class PublishedVersions {
    private static final int MAX_VERSIONS = 1024;

    private record Publication(String adapterHash, long atMillis, double kl) {}

    private final NavigableMap<Integer, Publication> versions = new TreeMap<>();

    /**
     * Adds a published version. After a rollback, the versions above it are removed.
     *
     * @param atMillis time of publication, since the epoch
     * @param kl divergence from the reference policy; NaN if the ledger does not have it
     */
    public void add(int version, String adapterHash, long atMillis, double kl) {
        versions.tailMap(version, true).clear();
        versions.put(version, new Publication(adapterHash, atMillis, kl));
        if (versions.size() > MAX_VERSIONS) {
            versions.pollFirstEntry();
        }
    }

    /** Returns the newest version published by a time; 0 if there is none. */
    public int newestAt(long atMillis) {
        for (Map.Entry<Integer, Publication> entry : versions.descendingMap().entrySet()) {
            if (entry.getValue().atMillis <= atMillis) {
                return entry.getKey();
            }
        }
        return 0;
    }

    /** Whether a version has the weights of the one before it. */
    public boolean isUnchanged(int version) {
        Publication known = versions.get(version);
        Map.Entry<Integer, Publication> before = versions.lowerEntry(version);
        return known != null && before != null && before.getValue().adapterHash.equals(known.adapterHash);
    }

    /** Whether an actor that reports {@code version} has other weights than were published under it. */
    public boolean isHashMismatch(int version, String adapterHash) {
        Publication known = versions.get(version);
        return known != null && !known.adapterHash.equals(adapterHash);
    }

    /** Returns the divergence of a version from the reference policy; empty if it is unknown. */
    public OptionalDouble kl(int version) {
        Publication known = versions.get(version);
        return known == null || !Double.isFinite(known.kl) ? OptionalDouble.empty() : OptionalDouble.of(known.kl);
    }

    public void write(DataOutput out) throws IOException {
        out.writeInt(versions.size());
        for (Map.Entry<Integer, Publication> entry : versions.entrySet()) {
            out.writeInt(entry.getKey());
            out.writeUTF(entry.getValue().adapterHash);
            out.writeLong(entry.getValue().atMillis);
            out.writeDouble(entry.getValue().kl);
        }
    }

    public static PublishedVersions read(DataInput in) throws IOException {
        PublishedVersions read = new PublishedVersions();
        for (int left = in.readInt(); left > 0; left--) {
            read.versions.put(in.readInt(), new Publication(in.readUTF(), in.readLong(), in.readDouble()));
        }
        return read;
    }
}
