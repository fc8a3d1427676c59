package dev.factstream.actor.adapter;

import dev.factstream.schemas.adapter.AdapterChunk;
import dev.factstream.schemas.adapter.AdapterManifest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Assembles manifests and chunks of one run in any order of arrival. Only a version that was {@linkplain #accept accepted} makes the
 * older ones useless; one that is incomplete or was refused leaves them as they are.
 *
 * <p>It keeps the last {@value #MANIFESTS} manifests of versions that are newer than the accepted one. Not thread-safe.
 */
final class AdapterAssembler {
    static final int MANIFESTS = 16;

    private final String runId;
    private final ChunkBuffer chunks;
    private final LongSupplier nanoTime;
    private final Map<String, Candidate> candidates = new LinkedHashMap<>(); // by key, in the order of arrival
    private int accepted;

    /**
     * @param chunks shared by the assemblers of an actor
     * @param nanoTime a clock as {@link System#nanoTime}
     */
    AdapterAssembler(String runId, ChunkBuffer chunks, LongSupplier nanoTime) {
        this.runId = runId;
        this.chunks = chunks;
        this.nanoTime = nanoTime;
    }

    /** A manifest with all of its chunks; their bytes are not verified. */
    record Complete(AdapterManifest manifest, List<AdapterChunk> chunks) {}

    /** @param searched whether its chunks were looked for on the topic */
    private record Candidate(AdapterManifest manifest, long sinceNanos, boolean searched) {}

    /** Adds a manifest; ignores those of other runs, and versions that are not newer than the accepted one. */
    void add(AdapterManifest manifest) {
        if (!manifest.runId().equals(runId) || manifest.version() <= accepted) {
            return;
        }
        candidates.remove(manifest.key()); // the last of a key counts, and has arrived last
        candidates.put(manifest.key(), new Candidate(manifest, nanoTime.getAsLong(), false));
        if (candidates.size() > MANIFESTS) {
            candidates.remove(candidates.keySet().iterator().next());
        }
    }

    /**
     * Adds a chunk; ignores those of other runs, and of versions that are not newer than the accepted one. A chunk that does not
     * name its run is older than the manifests that this actor has read, so it is kept only if it belongs to one of them.
     */
    void add(AdapterChunk chunk) {
        boolean useful = chunk.runId().isPresent()
                ? chunk.runId().get().equals(runId) && chunk.version() > accepted
                : isClaimed(chunk);
        if (useful) {
            chunks.add(chunk, this::isClaimed);
        }
    }

    private boolean isClaimed(AdapterChunk chunk) {
        return candidates.values().stream().anyMatch(candidate -> chunk.belongsTo(candidate.manifest()));
    }

    /** Returns the newest version whose chunks have all arrived, until it is accepted or refused. */
    Optional<Complete> complete() {
        return newestFirst().stream()
                .map(candidate -> new Complete(candidate.manifest(), chunks.of(candidate.manifest())))
                .filter(found -> found.chunks().size() == found.manifest().chunkCount())
                .findFirst();
    }

    /** Makes this version and all older ones useless. */
    void accept(AdapterManifest manifest) {
        accepted = Math.max(accepted, manifest.version());
        candidates.values().removeIf(candidate -> candidate.manifest().version() <= accepted);
        chunks.removeIf(chunk -> isOfRun(chunk) && chunk.version() <= accepted || chunk.belongsTo(manifest));
    }

    /** Drops a manifest that cannot be served, and its chunks. */
    void refuse(AdapterManifest manifest) {
        candidates.remove(manifest.key());
        chunks.removeIf(chunk -> chunk.belongsTo(manifest));
    }

    /** Drops the chunks of the run. */
    void close() {
        candidates.clear();
        chunks.removeIf(this::isOfRun);
    }

    private boolean isOfRun(AdapterChunk chunk) {
        return chunk.runId().filter(runId::equals).isPresent();
    }

    /**
     * Returns the newest manifest if its chunks have been incomplete for at least {@code patience} and were not searched yet; it counts
     * as searched then.
     */
    Optional<AdapterManifest> takeUnsearched(Duration patience) {
        Optional<Candidate> newest = newestFirst().stream()
                .findFirst()
                .filter(candidate -> !candidate.searched() && isOlder(candidate, patience));
        newest.ifPresent(found ->
                candidates.replace(found.manifest().key(), new Candidate(found.manifest(), found.sinceNanos(), true)));
        return newest.map(Candidate::manifest);
    }

    /** Returns the newest manifest if its chunks were searched and have been incomplete for at least {@code patience}. */
    Optional<AdapterManifest> late(Duration patience) {
        return newestFirst().stream()
                .findFirst()
                .filter(candidate -> candidate.searched() && isOlder(candidate, patience))
                .map(Candidate::manifest);
    }

    private boolean isOlder(Candidate candidate, Duration age) {
        return nanoTime.getAsLong() - candidate.sinceNanos() >= age.toNanos();
    }

    private List<Candidate> newestFirst() {
        List<Candidate> sorted = new ArrayList<>(candidates.values());
        sorted.sort(Comparator.comparing(
                (Candidate candidate) -> candidate.manifest().version(), Comparator.reverseOrder()));
        return sorted;
    }
}
