package dev.factstream.actor.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.schemas.adapter.AdapterChunk;
import dev.factstream.schemas.adapter.AdapterManifest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AdapterAssemblerTest {
    private final AtomicLong nanos = new AtomicLong();
    private final ChunkBuffer chunks = new ChunkBuffer(100);
    private final AdapterAssembler assembly = new AdapterAssembler("run", chunks, nanos::get);

    @Test
    void aVersionIsCompletedByRecordsInAnyOrder() {
        assembly.add(chunk(1, "sha", 1));
        assembly.add(manifest("run", 1, "sha"));
        assertThat(assembly.complete()).isEmpty();
        assembly.add(chunk(1, "sha", 0));

        assertThat(assembly.complete()).get().satisfies(complete -> {
            assertThat(complete.manifest().version()).isEqualTo(1);
            assertThat(complete.chunks()).extracting(AdapterChunk::index).containsExactlyInAnyOrder(0, 1);
        });
        assembly.accept(manifest("run", 1, "sha"));
        assertThat(assembly.complete()).isEmpty();
    }

    @Test
    void theNewestCompleteVersionIsReturnedAndOlderOnesAreUselessOnceItIsAccepted() {
        publish(1, "sha1");
        publish(3, "sha3");
        publish(2, "sha2");

        assertThat(completeVersion()).isEqualTo(3);
        assembly.accept(manifest("run", 3, "sha3"));
        publish(2, "again");
        assertThat(assembly.complete()).isEmpty();
    }

    @Test
    void aRefusedVersionLeavesOlderOnesAsTheyAre() {
        publish(Integer.MAX_VALUE, "corrupt");
        assertThat(completeVersion()).isEqualTo(Integer.MAX_VALUE);
        assembly.refuse(manifest("run", Integer.MAX_VALUE, "corrupt"));

        publish(7, "sha");

        assertThat(completeVersion()).isEqualTo(7);
    }

    @Test
    void aVersionThatLacksChunksHoldsUpNoOtherAndIsGivenUp() {
        assembly.add(manifest("run", Integer.MAX_VALUE, "never"));
        publish(7, "sha");
        assertThat(completeVersion()).isEqualTo(7);
        assembly.accept(manifest("run", 7, "sha"));

        assertThat(assembly.late(Duration.ofSeconds(1))).isEmpty();
        assertThat(assembly.takeUnsearched(Duration.ofSeconds(1))).isEmpty();
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(assembly.late(Duration.ofSeconds(1)))
                .as("its chunks were not searched")
                .isEmpty();
        assertThat(assembly.takeUnsearched(Duration.ofSeconds(1))).isPresent();
        assertThat(assembly.takeUnsearched(Duration.ofSeconds(1)))
                .as("searched once")
                .isEmpty();
        assertThat(assembly.late(Duration.ofSeconds(1))).isPresent();
    }

    @Test
    void manifestsAreBoundedAndTheLastOnesKept() {
        for (int version = 1000; version < 1000 + AdapterAssembler.MANIFESTS; version++) {
            assembly.add(manifest("run", version, "never"));
        }
        publish(7, "sha");

        assertThat(completeVersion()).isEqualTo(7);
        for (int version = 2000; version < 2000 + AdapterAssembler.MANIFESTS; version++) {
            assembly.add(manifest("run", version, "never"));
        }
        assertThat(assembly.complete()).isEmpty();
    }

    @Test
    void chunksAreBoundedAndThoseThatAManifestClaimsAreKept() {
        assembly.add(manifest("run", 1, "sha"));
        assembly.add(chunk(1, "sha", 0));
        for (int version = 2; version < 500; version++) {
            assembly.add(chunk(version, "unclaimed", 0));
        }
        assembly.add(chunk(1, "sha", 1));

        assertThat(completeVersion()).isEqualTo(1);
        assertThat(chunks.bytes()).isEqualTo(100);
    }

    @Test
    void chunksOfAnotherAttemptAtTheSameVersionDoNotCount() {
        assembly.add(manifest("run", 1, "sha"));
        assembly.add(chunk(1, "other", 0));
        assembly.add(chunk(1, "sha", 1));

        assertThat(assembly.complete()).isEmpty();
    }

    @Test
    void otherRunsAndOldVersionsAreIgnored() {
        publish(2, "sha");
        assembly.accept(manifest("run", 2, "sha"));

        assembly.add(manifest("run", 1, "old"));
        assembly.add(manifest("other", 3, "foreign"));

        assertThat(assembly.takeUnsearched(Duration.ZERO)).isEmpty();
        assertThat(chunks.bytes()).isZero();
    }

    @Test
    void chunksWithoutARunCountIfTheyBelongToTheNewestManifest() {
        AdapterChunk before = new AdapterChunk(Optional.empty(), "policy", 1, "sha", 0, 2, new byte[] {1});
        assembly.add(before);
        assembly.add(manifest("run", 1, "sha"));
        assembly.add(chunk(1, "sha", 1));
        assertThat(assembly.complete()).as("it came before it was wanted").isEmpty();

        assembly.add(before);

        assertThat(assembly.complete()).isPresent();
    }

    private void publish(int version, String sha256) {
        assembly.add(chunk(version, sha256, 0));
        assembly.add(chunk(version, sha256, 1));
        assembly.add(manifest("run", version, sha256));
    }

    private int completeVersion() {
        return assembly.complete().orElseThrow().manifest().version();
    }

    private static AdapterManifest manifest(String runId, int version, String sha256) {
        return new AdapterManifest(
                "policy",
                version,
                version,
                "base",
                "hash",
                sha256,
                4,
                8,
                List.of("q_proj"),
                2,
                2,
                Optional.empty(),
                runId,
                0);
    }

    private static AdapterChunk chunk(int version, String sha256, int index) {
        return new AdapterChunk(Optional.of("run"), "policy", version, sha256, index, 2, new byte[] {1});
    }
}
