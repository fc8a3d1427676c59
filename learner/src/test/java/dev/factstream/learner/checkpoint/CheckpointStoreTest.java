package dev.factstream.learner.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointStoreTest {

    @TempDir
    Path root;

    private CheckpointStore store;

    @BeforeEach
    void open() {
        store = new CheckpointStore(root);
    }

    @Test
    void whatWasWrittenIsFoundAgain() throws IOException {
        StoredCheckpoint stored = store.write("000001-00000", folder -> Files.writeString(folder.resolve("a"), "x"));
        assertThat(Files.readString(store.open(stored).resolve("a"))).isEqualTo("x");
    }

    @Test
    void aCheckpointThatCannotBeWrittenLeavesNothingUnderItsName() {
        assertThatThrownBy(() -> store.write("000001-00000", folder -> {
                    Files.writeString(folder.resolve("a"), "x");
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(CheckpointFailure.class)
                .hasMessageContaining("No space left");
        assertThat(store.names()).isEmpty();
    }

    @Test
    void aChangedFileIsNoticed() throws IOException {
        StoredCheckpoint stored = store.write("000001-00000", folder -> Files.writeString(folder.resolve("a"), "x"));
        Files.writeString(root.resolve("000001-00000/a"), "y");
        assertThatThrownBy(() -> store.open(stored))
                .isInstanceOf(CheckpointFailure.class)
                .hasMessageContaining("changed or damaged");
    }

    @Test
    void aTakenNameIsRefused() {
        store.write("000001-00000", folder -> {});
        assertThatThrownBy(() -> store.write("000001-00000", folder -> {}))
                .isInstanceOf(CheckpointFailure.class)
                .hasMessageContaining("another learner");
    }

    @Test
    void onlyTheNewestAndTheCurrentAreKept() {
        for (int version = 0; version < 5; version++) {
            store.write(String.format("%06d-00000", version), folder -> {});
        }
        store.prune(2, "000001-00000");
        assertThat(store.names()).containsExactly("000001-00000", "000003-00000", "000004-00000");
    }

    @Test
    void strangersAreSetAsideAndNotDeleted() {
        store.write("000001-00000", folder -> {});
        store.write("000002-00000", folder -> {});
        assertThat(store.setAside(List.of("000001-00000"))).containsExactly("000002-00000");
        assertThat(store.names()).containsExactly("000001-00000");
        assertThat(root.resolve("set-aside/000002-00000")).isDirectory();
    }
}
