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
    void pruningKeepsTheCheckpointsOfThePolicyAndThoseOfOtherLearners() {
        List<String> named = List.of(
                "000000-00000", "000001-00000", "000002-00000", "000002-00000-001", "000003-00000", "000004-00003");
        named.forEach(name -> store.write(name, 0, folder -> {}));
        store.write("000004-00002", 0, folder -> {});

        store.prune(new CheckpointRetention(1, 2, DiskFullAction.STOP), named);

        assertThat(store.names())
                .as("versions 0, the last one of 2, 4; and one of another learner")
                .containsExactly("000000-00000", "000002-00000-001", "000004-00002", "000004-00003");
    }

    @Test
    void theLastCheckpointOfAVersionInTheLedgerStays() {
        List<String> named = List.of("000001-32766", "000001-00004");
        assertThat(new CheckpointRetention(3, 0, DiskFullAction.STOP).kept(named))
                .containsExactly("000001-00004");
    }

    @Test
    void theNewestCheckpointStaysEvenIfNoNameIsRecognised() {
        List<String> named = List.of("000001-00000", "another form", "۰۰۰۰۰۲-۰۰۰۰۰");
        named.forEach(name -> store.write(name, 0, folder -> {}));

        store.prune(new CheckpointRetention(1, 0, DiskFullAction.STOP), List.of("another form", "۰۰۰۰۰۲-۰۰۰۰۰"));

        assertThat(store.names()).containsExactlyInAnyOrderElementsOf(named);
        assertThat(new CheckpointRetention(1, 0, DiskFullAction.STOP).kept(List.of()))
                .isEmpty();
    }

    @Test
    void aSuspendedLearnerThatResumesWritesOnlyIntoItsOwnFolder() {
        assertThatThrownBy(() -> store.write("000001-00004", 0, folder -> {
                    Files.writeString(folder.resolve("a"), "first");
                    CheckpointStore twin = new CheckpointStore(root);
                    twin.setAside(List.of());
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
        store.setAside(List.of());
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void checkpointsThatTheLedgerDoesNotNameAreSetAsideAndNotDeleted() {
        store.write("000001-00000", 0, folder -> {});
        store.write("000002-00000", 0, folder -> {});
        assertThat(store.setAside(List.of("000001-00000"))).containsExactly("000002-00000");
        assertThat(store.names()).containsExactly("000001-00000");
        assertThat(root.resolve("set-aside/000002-00000")).isDirectory();
    }
}
