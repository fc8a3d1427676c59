package dev.factstream.schemas.adapter;

import dev.factstream.schemas.Check;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The description of the adapter of one policy version, with the hashes that verify its bytes.
 *
 * @param version counts from 1; version 0 is the base without adapter and has no manifest
 * @param optimizerStep updates done so far; a version may hold several
 * @param baseHash of the checkpoint folder the adapter belongs to
 * @param adapterHash of the adapter's tensors, as an actor computes it after loading
 * @param fileSha256 of the safetensors file
 * @param rank of the LoRA matrices
 * @param alpha LoRA scale numerator: the update is {@code alpha / rank · B·A}
 * @param targets names of the adapted linear layers
 * @param chunkCount number of {@link AdapterChunk}s of the file
 * @param byteLength of the file
 * @param uri an alternative location of the file
 * @param createdAtMillis since the epoch
 */
public record AdapterManifest(
        String policyId,
        int version,
        long optimizerStep,
        String baseHash,
        String adapterHash,
        String fileSha256,
        int rank,
        double alpha,
        List<String> targets,
        int chunkCount,
        long byteLength,
        Optional<URI> uri,
        String runId,
        long createdAtMillis) {
    public AdapterManifest {
        Check.id(policyId, "policyId");
        Check.positive(version, "version");
        Check.notNegative(optimizerStep, "optimizerStep");
        Check.id(baseHash, "baseHash");
        Check.id(adapterHash, "adapterHash");
        Check.id(fileSha256, "fileSha256");
        Check.positive(rank, "rank");
        Check.require(alpha > 0 && Double.isFinite(alpha), "alpha", "must be positive", alpha);
        targets = List.copyOf(targets);
        Check.positive(targets.size(), "number of targets");
        Check.positive(chunkCount, "chunkCount");
        Check.positive(byteLength, "byteLength");
        Objects.requireNonNull(uri, "uri");
        Check.runId(runId);
    }

    /** Returns the record key, {@code runId/policyId/version}. */
    public String key() {
        return runId + "/" + policyId + "/" + version;
    }
}
