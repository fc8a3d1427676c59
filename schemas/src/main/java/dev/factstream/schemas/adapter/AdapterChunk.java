package dev.factstream.schemas.adapter;

import dev.factstream.schemas.Check;

/**
 * One chunk of an adapter's safetensors file. {@code equals} compares the bytes by identity.
 *
 * @param fileSha256 of the whole file; part of the key, so that two attempts at a version never mix
 * @param index from 0
 * @param count number of chunks of the file
 * @param bytes of this chunk, not copied: treat them as read-only
 */
public record AdapterChunk(String policyId, int version, String fileSha256, int index, int count, byte[] bytes) {
    public AdapterChunk {
        Check.id(policyId, "policyId");
        Check.positive(version, "version");
        Check.id(fileSha256, "fileSha256");
        Check.positive(count, "count");
        Check.require(index >= 0 && index < count, "index", "must lie below " + count, index);
        Check.positive(bytes.length, "number of bytes");
    }

    /** Returns the record key, {@code policyId/version/sha256/index}. */
    public String key() {
        return policyId + "/" + version + "/" + fileSha256 + "/" + index;
    }
}
