package dev.factstream.actor.adapter;

import dev.factstream.schemas.adapter.AdapterChunk;
import dev.factstream.schemas.adapter.AdapterManifest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts manifests and chunks together, whichever comes first, and keeps only what the newest version of one policy needs.
 * Not thread-safe.
 */
final class AdapterAssembly {
    private final String policyId;
    private final Map<String, AdapterChunk> chunks = new HashMap<>();
    private Optional<AdapterManifest> wanted = Optional.empty();
    private int settledVersion;

    AdapterAssembly(String policyId) {
        this.policyId = policyId;
    }

    /** A manifest and the chunks it promises, as many as it promises; their bytes are not verified. */
    record Complete(AdapterManifest manifest, List<AdapterChunk> chunks) {}

    /** Notes a manifest; older versions than the newest known are of no interest. */
    void add(AdapterManifest manifest) {
        if (manifest.policyId().equals(policyId) && manifest.version() >= oldestOfInterest()) {
            wanted = Optional.of(manifest);
            chunks.values().removeIf(chunk -> chunk.version() < manifest.version());
        }
    }

    /** Notes a chunk, unless its version can no longer be wanted. */
    void add(AdapterChunk chunk) {
        if (chunk.policyId().equals(policyId) && chunk.version() >= oldestOfInterest()) {
            chunks.put(chunk.key(), chunk);
        }
    }

    /** The newest version, once all its chunks are there; it is handed out once. */
    Optional<Complete> takeComplete() {
        Optional<Complete> complete = wanted.flatMap(this::complete);
        complete.ifPresent(taken -> {
            settledVersion = taken.manifest().version();
            wanted = Optional.empty();
            chunks.values().removeIf(chunk -> chunk.version() <= settledVersion);
        });
        return complete;
    }

    /** The manifest whose chunks are not all there. */
    Optional<AdapterManifest> incomplete() {
        return wanted;
    }

    private int oldestOfInterest() {
        return wanted.map(AdapterManifest::version).orElse(settledVersion + 1);
    }

    private Optional<Complete> complete(AdapterManifest manifest) {
        List<AdapterChunk> own = new ArrayList<>();
        for (AdapterChunk chunk : chunks.values()) {
            if (chunk.version() == manifest.version()
                    && chunk.fileSha256().equals(manifest.fileSha256())
                    && chunk.count() == manifest.chunkCount()) {
                own.add(chunk);
            }
        }
        return own.size() == manifest.chunkCount() ? Optional.of(new Complete(manifest, own)) : Optional.empty();
    }
}
