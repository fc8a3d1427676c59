package dev.factstream.schemas.adapter;

import dev.factstream.schemas.Check;
import java.util.Optional;

/**
 * One chunk of an adapter's safetensors file. {@code equals} compares the bytes by identity.
 *
 * @param runId the training run; empty in chunks from before it was part of the key
 * @param fileSha256 of the whole file; part of the key, so that two attempts at a version never mix
 * @param index from 0
 * @param count number of chunks of the file
 * @param bytes of this chunk, not copied: treat them as read-only
 */
public record AdapterChunk(
        Optional<String> runId, String policyId, int version, String fileSha256, int index, int count, byte[] bytes) {
    public AdapterChunk {
        runId.ifPresent(Check::runId);
        Check.id(policyId, "policyId");
        Check.positive(version, "version");
        Check.id(fileSha256, "fileSha256");
        Check.positive(count, "count");
        Check.require(index >= 0 && index < count, "index", "must lie below " + count, index);
        Check.positive(bytes.length, "number of bytes");
    }

    /** Returns the record key, {@code runId/policyId/version/sha256/index}, without runId if it is empty. */
    public String key() {
        return runId.map(run -> run + "/").orElse("") + policyId + "/" + version + "/" + fileSha256 + "/" + index;
    }

    /** Whether this is a chunk of the file that {@code manifest} describes. */
    public boolean belongsTo(AdapterManifest manifest) {
        return runId.map(manifest.runId()::equals).orElse(true)
                && policyId.equals(manifest.policyId())
                && version == manifest.version()
                && fileSha256.equals(manifest.fileSha256())
                && count == manifest.chunkCount();
    }
}
