package dev.factstream.actor.adapter;

import dev.factstream.schemas.adapter.AdapterChunk;
import dev.factstream.schemas.adapter.AdapterManifest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Keeps the chunks of adapters until they are loaded, by file. Beyond a number of bytes it drops whole files: those that no manifest
 * claims first, the oldest of them first. Not thread-safe.
 */
final class ChunkBuffer {
    private final long maxBytes;
    private final Map<String, Map<Integer, AdapterChunk>> files = new LinkedHashMap<>(); // in the order of arrival
    private long bytes;

    /** @param maxBytes maximum sum of the lengths of all chunks */
    ChunkBuffer(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Returns the sum of the lengths of the kept chunks. */
    long bytes() {
        return bytes;
    }

    /**
     * Adds a chunk, or replaces it.
     *
     * @param claimed whether a manifest asks for a chunk
     */
    void add(AdapterChunk chunk, Predicate<AdapterChunk> claimed) {
        AdapterChunk old =
                files.computeIfAbsent(fileOf(chunk), file -> new HashMap<>()).put(chunk.index(), chunk);
        bytes += chunk.bytes().length - (old == null ? 0 : old.bytes().length);
        while (bytes > maxBytes) {
            drop(files.entrySet().stream()
                    .filter(file -> !claimed.test(anyOf(file.getValue())))
                    .findFirst()
                    .orElseGet(() -> files.entrySet().iterator().next())
                    .getKey());
        }
    }

    /** Returns the chunks of the file that {@code manifest} describes, as far as they have arrived. */
    List<AdapterChunk> of(AdapterManifest manifest) {
        return files.values().stream()
                .filter(chunks -> anyOf(chunks).belongsTo(manifest))
                .flatMap(chunks -> chunks.values().stream())
                .toList();
    }

    /** Drops the chunks for which {@code useless} holds. */
    void removeIf(Predicate<AdapterChunk> useless) {
        List<String> dropped = files.entrySet().stream()
                .filter(file -> useless.test(anyOf(file.getValue())))
                .map(Map.Entry::getKey)
                .toList();
        dropped.forEach(this::drop);
    }

    private void drop(String file) {
        bytes -= files.remove(file).values().stream()
                .mapToLong(chunk -> chunk.bytes().length)
                .sum();
    }

    private static AdapterChunk anyOf(Map<Integer, AdapterChunk> file) {
        return file.values().iterator().next();
    }

    /** The number of chunks belongs to it, so that every chunk of a file belongs to the same manifests. */
    private static String fileOf(AdapterChunk chunk) {
        return chunk.runId().orElse("") + "/" + chunk.policyId() + "/" + chunk.version() + "/" + chunk.fileSha256()
                + "/" + chunk.count();
    }
}
