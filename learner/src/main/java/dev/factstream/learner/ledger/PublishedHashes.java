package dev.factstream.learner.ledger;

import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.rollout.VersionRun;
import dev.factstream.schemas.run.PublishedVersion;
import java.util.List;
import java.util.TreeMap;

/**
 * The adapter hashes of the newest versions of a run, as its ledger records them. They tell whether a rollout was sampled by a
 * policy of this run. It keeps a fixed number of versions. Not thread-safe.
 */
public final class PublishedHashes {

    private final int kept;
    private final TreeMap<Integer, String> hashes = new TreeMap<>();

    /** @param kept number of newest versions to keep; at least as many as may answer a ticket */
    public PublishedHashes(int kept) {
        this.kept = kept;
    }

    /** Adds a version that the ledger records; {@code none} is the hash of version 0. */
    public void add(int version, String adapterHash) {
        hashes.put(version, adapterHash);
        while (hashes.size() > kept) {
            hashes.pollFirstEntry();
        }
    }

    /** The hashes of the newest versions, at most {@code count}, oldest first. */
    public List<String> newest(int count) {
        List<String> all = List.copyOf(hashes.values());
        return all.subList(Math.max(0, all.size() - count), all.size());
    }

    /** The kept versions, oldest first. */
    public List<PublishedVersion> all() {
        return hashes.entrySet().stream()
                .map(entry -> new PublishedVersion(entry.getKey(), entry.getValue()))
                .toList();
    }

    /**
     * Whether the run published the version that drew the last token of a rollout, with the adapter that the rollout names, and no
     * token comes from a later version. Versions older than the kept ones are unknown.
     */
    public boolean contains(Rollout rollout) {
        List<VersionRun> runs = rollout.versionRuns();
        int last = runs.get(runs.size() - 1).version();
        return rollout.newestVersion() == last && rollout.adapterHash().equals(hashes.get(last));
    }

    /** The newest version; 0 before the first was added. */
    public int newestVersion() {
        return hashes.isEmpty() ? 0 : hashes.lastKey();
    }
}
