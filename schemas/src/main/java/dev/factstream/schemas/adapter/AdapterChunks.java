package dev.factstream.schemas.adapter;

import dev.factstream.schemas.Sha256;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Splits an adapter file into records below the broker's default message limit of 1 MiB, and joins them again. */
public final class AdapterChunks {
    /** Maximum number of bytes of a chunk. */
    public static final int CHUNK_BYTES = 900 * 1024;

    private AdapterChunks() {}

    /** Returns the chunks of {@code file}, in order, each at most {@link #CHUNK_BYTES} long. */
    public static List<AdapterChunk> split(String runId, String policyId, int version, byte[] file) {
        return split(runId, policyId, version, file, CHUNK_BYTES);
    }

    static List<AdapterChunk> split(String runId, String policyId, int version, byte[] file, int chunkBytes) {
        String sha256 = Sha256.hex(file);
        int count = (file.length + chunkBytes - 1) / chunkBytes;
        List<AdapterChunk> chunks = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            int from = index * chunkBytes;
            byte[] bytes = Arrays.copyOfRange(file, from, Math.min(file.length, from + chunkBytes));
            chunks.add(new AdapterChunk(Optional.of(runId), policyId, version, sha256, index, count, bytes));
        }
        return chunks;
    }

    /**
     * Returns the file that {@code manifest} describes. Chunks may come in any order and more than once; chunks of other
     * files are ignored.
     *
     * @throws CorruptAdapterException if a chunk is missing, or the file differs in length or hash
     */
    public static byte[] join(AdapterManifest manifest, Collection<AdapterChunk> chunks) {
        AdapterChunk[] found = new AdapterChunk[manifest.chunkCount()];
        for (AdapterChunk chunk : chunks) {
            if (chunk.belongsTo(manifest)) {
                found[chunk.index()] = chunk;
            }
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (int index = 0; index < found.length; index++) {
            if (found[index] == null) {
                throw new CorruptAdapterException(
                        "adapter " + manifest.key() + " lacks chunk " + index + " of " + found.length);
            }
            file.writeBytes(found[index].bytes());
        }
        return verified(manifest, file.toByteArray());
    }

    private static byte[] verified(AdapterManifest manifest, byte[] file) {
        if (file.length != manifest.byteLength()) {
            throw new CorruptAdapterException(
                    "adapter " + manifest.key() + " has " + file.length + " bytes, not " + manifest.byteLength());
        }
        String sha256 = Sha256.hex(file);
        if (!sha256.equals(manifest.fileSha256())) {
            throw new CorruptAdapterException(
                    "adapter " + manifest.key() + " has sha256 " + sha256 + ", not " + manifest.fileSha256());
        }
        return file;
    }
}
