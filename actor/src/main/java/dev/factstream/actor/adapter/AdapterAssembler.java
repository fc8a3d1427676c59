package dev.factstream.actor.adapter;

import dev.factstream.schemas.adapter.AdapterChunk;
import dev.factstream.schemas.adapter.AdapterManifest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Assembles manifests and chunks of one run in any order of arrival, and keeps only records of its newest version. Not
 * thread-safe.
 */
final class AdapterAssembler {
    private final String runId;
    private final Map<String, AdapterChunk> chunks = new HashMap<>();
    private Optional<AdapterManifest> wanted = Optional.empty();
    private int settledVersion;

    AdapterAssembler(String runId) {
        this.runId = runId;
    }

    /** A manifest with all of its chunks; their bytes are not verified. */
    record Complete(AdapterManifest manifest, List<AdapterChunk> chunks) {}

    /** Adds a manifest; ignores those of other runs, and versions older than the newest known one. */
    void add(AdapterManifest manifest) {
        if (manifest.runId().equals(runId) && manifest.version() >= oldestUseful()) {
            wanted = Optional.of(manifest);
            chunks.values().removeIf(chunk -> chunk.version() < manifest.version());
        }
    }

    /**
     * Adds a chunk; ignores those of other runs, and versions that are superseded or already taken. A chunk that does not name its
     * run is older than the manifests that this actor has read, so it is kept only if it belongs to the newest of them.
     */
    void add(AdapterChunk chunk) {
        boolean useful = chunk.runId().isPresent()
                ? chunk.runId().get().equals(runId) && chunk.version() >= oldestUseful()
                : wanted.filter(chunk::belongsTo).isPresent();
        if (useful) {
            chunks.put(chunk.key(), chunk);
        }
    }

    /** Returns the newest version once all its chunks have arrived; returns each version only once. */
    Optional<Complete> takeComplete() {
        Optional<Complete> complete = wanted.flatMap(this::complete);
        complete.ifPresent(taken -> {
            settledVersion = taken.manifest().version();
            wanted = Optional.empty();
            chunks.values().removeIf(chunk -> chunk.version() <= settledVersion);
        });
        return complete;
    }

    /** Returns the newest manifest, if some of its chunks have not arrived. */
    Optional<AdapterManifest> incomplete() {
        return wanted;
    }

    private int oldestUseful() {
        return wanted.map(AdapterManifest::version).orElse(settledVersion + 1);
    }

    private Optional<Complete> complete(AdapterManifest manifest) {
        List<AdapterChunk> own = new ArrayList<>();
        for (AdapterChunk chunk : chunks.values()) {
            if (chunk.belongsTo(manifest)) {
                own.add(chunk);
            }
        }
        return own.size() == manifest.chunkCount() ? Optional.of(new Complete(manifest, own)) : Optional.empty();
    }
}
