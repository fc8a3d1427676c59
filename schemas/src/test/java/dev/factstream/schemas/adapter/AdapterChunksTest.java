package dev.factstream.schemas.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.schemas.Sha256;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdapterChunksTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 99, 100, 101, 1000, 1050})
    void theFileIsJoinedFromChunksInAnyOrder(int length) {
        byte[] file = file(length);
        List<AdapterChunk> chunks = new ArrayList<>(AdapterChunks.split("run", "policy", 2, file, 100));
        Collections.shuffle(chunks, new Random(length));
        chunks.add(chunks.get(0));

        assertThat(AdapterChunks.join(manifest(file), chunks)).isEqualTo(file);
        assertThat(chunks).allMatch(chunk -> chunk.bytes().length <= 100);
    }

    @Test
    void aChunkFitsIntoARecordOfTheBrokersDefaultLimit() {
        List<AdapterChunk> chunks = AdapterChunks.split("run", "policy", 2, file(2_000_000));

        assertThat(chunks).hasSize(3);
        assertThat(chunks.get(0).bytes()).hasSize(900 * 1024);
    }

    @Test
    void chunksOfAnotherAttemptAtTheSameVersionAreIgnored() {
        byte[] file = file(250);
        byte[] abandoned = file(251);
        List<AdapterChunk> chunks = new ArrayList<>(AdapterChunks.split("run", "policy", 2, file, 100));
        chunks.addAll(AdapterChunks.split("run", "policy", 2, abandoned, 100));

        assertThat(AdapterChunks.join(manifest(file), chunks)).isEqualTo(file);
    }

    @Test
    void aMissingChunkIsNamed() {
        byte[] file = file(250);
        List<AdapterChunk> chunks = new ArrayList<>(AdapterChunks.split("run", "policy", 2, file, 100));
        chunks.remove(1);

        assertThatThrownBy(() -> AdapterChunks.join(manifest(file), chunks))
                .isInstanceOf(CorruptAdapterException.class)
                .hasMessage("adapter run/policy/2 lacks chunk 1 of 3");
    }

    @Test
    void aFlippedBitIsNoticed() {
        byte[] file = file(250);
        List<AdapterChunk> chunks = AdapterChunks.split("run", "policy", 2, file, 100);
        chunks.get(1).bytes()[7] ^= 1;

        assertThatThrownBy(() -> AdapterChunks.join(manifest(file), chunks))
                .isInstanceOf(CorruptAdapterException.class)
                .hasMessageContaining("adapter run/policy/2 has sha256 ");
    }

    @Test
    void aWrongLengthIsNoticed() {
        byte[] file = file(250);
        AdapterManifest manifest = manifest(file);
        List<AdapterChunk> chunks = new ArrayList<>(AdapterChunks.split("run", "policy", 2, file, 100));
        chunks.set(2, new AdapterChunk(Optional.of("run"), "policy", 2, manifest.fileSha256(), 2, 3, new byte[10]));

        assertThatThrownBy(() -> AdapterChunks.join(manifest, chunks))
                .isInstanceOf(CorruptAdapterException.class)
                .hasMessage("adapter run/policy/2 has 210 bytes, not 250");
    }

    private static byte[] file(int length) {
        byte[] file = new byte[length];
        new Random(length).nextBytes(file);
        return file;
    }

    private static AdapterManifest manifest(byte[] file) {
        return new AdapterManifest(
                "policy",
                2,
                2,
                "base",
                "adapter",
                Sha256.hex(file),
                8,
                16,
                List.of("q_proj"),
                (file.length + 99) / 100,
                file.length,
                Optional.empty(),
                "run",
                0);
    }
}
