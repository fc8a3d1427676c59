package dev.factstream.actor.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.schemas.adapter.AdapterChunk;
import dev.factstream.schemas.adapter.AdapterManifest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdapterAssemblerTest {
    private final AdapterAssembler assembly = new AdapterAssembler("run");

    @Test
    void aVersionIsCompletedByRecordsInAnyOrder() {
        assembly.add(chunk(1, "sha", 1));
        assembly.add(manifest("run", 1, "sha"));
        assertThat(assembly.takeComplete()).isEmpty();
        assembly.add(chunk(1, "sha", 0));

        assertThat(assembly.takeComplete()).get().satisfies(complete -> {
            assertThat(complete.manifest().version()).isEqualTo(1);
            assertThat(complete.chunks()).extracting(AdapterChunk::index).containsExactlyInAnyOrder(0, 1);
        });
        assertThat(assembly.takeComplete()).as("returned once").isEmpty();
    }

    @Test
    void aNewerManifestSupersedesAnIncompleteOne() {
        assembly.add(manifest("run", 1, "sha1"));
        assembly.add(chunk(1, "sha1", 0));
        assembly.add(manifest("run", 2, "sha2"));
        assembly.add(chunk(1, "sha1", 1));
        assertThat(assembly.takeComplete()).isEmpty();

        assembly.add(chunk(2, "sha2", 0));
        assembly.add(chunk(2, "sha2", 1));

        assertThat(assembly.takeComplete().orElseThrow().manifest().version()).isEqualTo(2);
    }

    @Test
    void chunksOfAnotherAttemptAtTheSameVersionDoNotCount() {
        assembly.add(manifest("run", 1, "sha"));
        assembly.add(chunk(1, "other", 0));
        assembly.add(chunk(1, "sha", 1));

        assertThat(assembly.takeComplete()).isEmpty();
        assertThat(assembly.incomplete()).isPresent();
    }

    @Test
    void otherRunsAndOldVersionsAreIgnored() {
        assembly.add(manifest("run", 2, "sha"));
        assembly.add(chunk(2, "sha", 0));
        assembly.add(chunk(2, "sha", 1));
        assertThat(assembly.takeComplete()).isPresent();

        assembly.add(manifest("run", 1, "old"));
        assembly.add(manifest("other", 3, "foreign"));

        assertThat(assembly.incomplete()).isEmpty();
    }

    @Test
    void chunksWithoutARunCountIfTheyBelongToTheNewestManifest() {
        AdapterChunk before = new AdapterChunk(Optional.empty(), "policy", 1, "sha", 0, 2, new byte[] {1});
        assembly.add(before);
        assembly.add(manifest("run", 1, "sha"));
        assembly.add(chunk(1, "sha", 1));
        assertThat(assembly.takeComplete()).as("it came before it was wanted").isEmpty();

        assembly.add(before);

        assertThat(assembly.takeComplete()).isPresent();
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
