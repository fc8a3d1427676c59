package dev.factstream.learner.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes checkpoints to a real file system that is full. */
class DiskFullTest {

    private static final String NAME = "000001-00000";

    @TempDir
    Path folder;

    @Test
    void aCheckpointThatDoesNotFitIsNotStarted() throws IOException, InterruptedException {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 512)) {
            CheckpointStore store = new CheckpointStore(disk.root());
            assertThatThrownBy(() -> store.write(NAME, 2_000_000, content -> {
                        throw new AssertionError("begun");
                    }))
                    .isInstanceOf(DiskFullException.class)
                    .hasMessageContainingAll(disk.root().toString(), "needs about 2.0 MB", "0.5 MB are free");
        }
    }

    @Test
    void aCheckpointThatFillsTheDiskIsRemoved() throws IOException, InterruptedException {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 512)) {
            CheckpointStore store = new CheckpointStore(disk.root());
            assertThatThrownBy(() -> store.write(NAME, 400_000, content -> {
                        Files.write(content.resolve("a"), new byte[200_000]);
                        disk.fill(0); // another process
                        Files.write(content.resolve("b"), new byte[200_000]);
                    }))
                    .isInstanceOf(DiskFullException.class)
                    .hasMessageContaining(disk.root().toString())
                    .hasRootCauseInstanceOf(IOException.class);
            assertThat(disk.root().toFile().list()).containsExactly("ballast");
        }
    }
}
