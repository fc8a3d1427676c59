package dev.factstream.learner.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
    void aWrittenCheckpointCanBeOpened() throws IOException {
        StoredCheckpoint stored = store.write("000001-00000", 0, folder -> Files.writeString(folder.resolve("a"), "x"));
        assertThat(Files.readString(store.open(stored).resolve("a"))).isEqualTo("x");
    }

    @Test
    void aCheckpointThatCannotBeWrittenLeavesNothingUnderItsName() {
        assertThatThrownBy(() -> store.write("000001-00000", 0, folder -> {
                    Files.writeString(folder.resolve("a"), "x");
                    throw new IOException("Input/output error");
                }))
                .isInstanceOf(LearnerCheckpointException.class)
                .hasMessageContaining("Input/output error");
        assertThat(store.names()).isEmpty();
    }

    @Test
    void aChangedFileIsNoticed() throws IOException {
        StoredCheckpoint stored = store.write("000001-00000", 0, folder -> Files.writeString(folder.resolve("a"), "x"));
        Files.writeString(root.resolve("000001-00000/a"), "y");
        assertThatThrownBy(() -> store.open(stored))
                .isInstanceOf(LearnerCheckpointException.class)
                .hasMessageContaining("changed or damaged");
    }

    @Test
    void aTakenNameIsRefused() {
        store.write("000001-00000", 0, folder -> {});
        assertThatThrownBy(() -> store.write("000001-00000", 0, folder -> {}))
                .isInstanceOf(LearnerCheckpointException.class)
                .hasMessageContaining("another learner");
    }

    @Test
    void theRetentionKeepsTheNewestVersionsAndABoundedNumberOfOlderOnes() {
        RetainedCheckpoints retained = retained(new CheckpointRetention(2, 10, 3, DiskFullAction.STOP));
        for (int version = 0; version <= 57; version++) {
            String name = new CheckpointName(version, 0, 0).toString();
            store.write(name, 0, folder -> {});
            retained.add(version, name);
        }
        assertThat(store.names())
                .containsExactly("000030-00000", "000040-00000", "000050-00000", "000056-00000", "000057-00000");
    }

    @Test
    void onlyTheLastCheckpointOfAVersionStays() {
        RetainedCheckpoints retained = retained(new CheckpointRetention(3, 0, 0, DiskFullAction.STOP));
        for (String name : List.of("000001-32766", "000001-00004")) {
            store.write(name, 0, folder -> {});
            retained.add(1, name);
        }
        assertThat(store.names()).containsExactly("000001-00004");
    }

    @Test
    void aStartDeletesWhatTheRetentionNoLongerKeepsAndNoOtherNames() {
        List.of("000001-00000", "000002-00000", "000009-00000", "another form", "۰۰۰۰۰۲-۰۰۰۰۰")
                .forEach(name -> store.write(name, 0, folder -> {}));

        retained(new CheckpointRetention(1, 2, 1, DiskFullAction.STOP)).sweep(9);

        assertThat(store.names()).containsExactlyInAnyOrder("000009-00000", "another form", "۰۰۰۰۰۲-۰۰۰۰۰");
    }

    private RetainedCheckpoints retained(CheckpointRetention retention) {
        return new RetainedCheckpoints(store, retention);
    }

    @Test
    void aSuspendedLearnerThatResumesWritesOnlyIntoItsOwnFolder() {
        assertThatThrownBy(() -> store.write("000001-00004", 0, folder -> {
                    Files.writeString(folder.resolve("a"), "first");
                    CheckpointStore twin = new CheckpointStore(root);
                    twin.setAside(Optional.empty());
                    twin.write("000001-00005", 0, mine -> Files.writeString(mine.resolve("a"), "twin"));
                    Files.writeString(folder.resolve("b"), "first");
                }))
                .isInstanceOf(CheckpointTakeoverException.class)
                .hasMessageContaining("another learner has taken over");
        assertThat(store.names()).containsExactly("000001-00005");
        assertThat(root.resolve("000001-00005/a")).hasContent("twin");
        assertThat(root.resolve("000001-00005/b")).doesNotExist();
    }

    @Test
    void unfinishedCheckpointsAreRemovedByTheNextLearner() throws IOException {
        Files.createDirectories(root.resolve(".writing-000001-00000/policy"));
        store.setAside(Optional.empty());
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void checkpointsThatTheLedgerDoesNotNameAreSetAsideAndNotDeleted() {
        store.write("000001-00000", 0, folder -> {});
        store.write("000002-00000", 0, folder -> {});
        store.write("000001-00001", 0, folder -> {});
        assertThat(store.setAside(Optional.of("000001-00000")))
                .containsExactly(root.resolve("set-aside/000001-00001"), root.resolve("set-aside/000002-00000"));
        assertThat(store.names()).containsExactly("000001-00000");
        assertThat(root.resolve("set-aside/000002-00000")).isDirectory();
    }

    @Test
    void theNumberOfCheckpointsThatAreSetAsideIsBounded() {
        for (int version = 1; version <= 9; version++) {
            store.write(new CheckpointName(version, 0, 0).toString(), 0, folder -> {});
            store.setAside(Optional.empty());
        }
        assertThat(root.resolve("set-aside")).isDirectoryNotContaining("glob:**/000006-*");
        assertThat(root.resolve("set-aside/000009-00000")).isDirectory();
    }
}
