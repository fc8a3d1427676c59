package dev.factstream.learner.checkpoint;

import dev.factstream.model.checkpoint.ModelFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of a run's checkpoints. A checkpoint appears under its name only when it is completely on the disk.
 * Checkpoints that no ledger record names are moved aside and never loaded. Not thread-safe.
 */
public final class CheckpointStore {

    private static final String WRITING = ".writing-";
    private static final String ASIDE = "set-aside";
    private static final int MAX_ASIDE = 3;
    private static final String NO_SPACE = "No space left";

    private final Path root;

    /** @param root created if it does not exist */
    public CheckpointStore(Path root) {
        this.root = root;
        try {
            Files.createDirectories(root);
        } catch (IOException e) {
            throw new LearnerCheckpointException("cannot create the checkpoint folder " + root + ": " + e, e);
        }
    }

    /**
     * Checks that the disk has space for a checkpoint of {@code bytes}.
     *
     * @throws DiskFullException if it has not
     */
    public void requireSpace(long bytes) {
        long free = free();
        if (free < bytes) {
            throw new DiskFullException(root, bytes, free, null);
        }
    }

    /**
     * Writes a checkpoint into a temporary folder, forces it to the disk and renames it.
     *
     * @param name contains the writer's epoch, and so does the temporary folder's name; a learner that is suspended
     *     while it writes, and resumes after another one has taken over, therefore writes only into its own folder
     * @param bytes approximate size
     * @throws DiskFullException if the disk has no space; nothing of the checkpoint is left
     * @throws CheckpointTakeoverException if another learner has started in the meantime
     * @throws LearnerCheckpointException if writing fails otherwise or the name exists; nothing is left under the name
     */
    public StoredCheckpoint write(String name, long bytes, CheckpointContent content) {
        requireSpace(bytes);
        Path temporary = root.resolve(WRITING + name);
        Path folder = root.resolve(name);
        try {
            deleteFolder(temporary);
            Files.createDirectories(temporary);
            content.writeTo(temporary);
            for (Path path : contentsFirst(temporary)) {
                force(path);
            }
            String sha256 = FolderHash.of(temporary);
            if (Files.exists(folder)) {
                throw new LearnerCheckpointException(
                        "checkpoint " + folder + " already exists: another learner writes to this folder");
            }
            Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
            force(root);
            return new StoredCheckpoint(name, sha256);
        } catch (IOException | ModelFormatException | UncheckedIOException e) {
            throw failure(folder, temporary, bytes, e);
        }
    }

    private RuntimeException failure(Path folder, Path temporary, long bytes, Exception e) {
        if (!Files.isDirectory(temporary)) {
            return new CheckpointTakeoverException(temporary, e);
        }
        long free = free();
        boolean full =
                free + size(temporary) < bytes || String.valueOf(e.getMessage()).contains(NO_SPACE);
        try {
            deleteFolder(temporary);
        } catch (IOException left) {
            e.addSuppressed(left);
        }
        return full
                ? new DiskFullException(root, bytes, free, e)
                : new LearnerCheckpointException("cannot write checkpoint " + folder + ": " + e, e);
    }

    private long free() {
        try {
            return Files.getFileStore(root).getUsableSpace();
        } catch (IOException e) {
            throw new LearnerCheckpointException("cannot read the free space of " + root + ": " + e, e);
        }
    }

    private static long size(Path folder) {
        try {
            long size = 0;
            for (Path file : FolderHash.files(folder)) {
                size += Files.size(file);
            }
            return size;
        } catch (IOException | UncheckedIOException e) {
            return 0; // only decides the message of another failure
        }
    }

    /**
     * The folder of a checkpoint, after checking its content against the ledger.
     *
     * @throws LearnerCheckpointException if it is missing or differs
     */
    public Path open(StoredCheckpoint stored) {
        Path folder = root.resolve(stored.name());
        if (!Files.isDirectory(folder)) {
            throw new LearnerCheckpointException("the ledger names checkpoint " + folder
                    + ", which is missing: restore it, or start a new run with another learner.run.id");
        }
        try {
            String sha256 = FolderHash.of(folder);
            if (!sha256.equals(stored.sha256())) {
                throw new LearnerCheckpointException(
                        "checkpoint " + folder + " has sha256 " + sha256 + ", but the ledger names " + stored.sha256()
                                + ": it was changed or damaged after it was written");
            }
            return folder;
        } catch (IOException e) {
            throw new LearnerCheckpointException("cannot read checkpoint " + folder + ": " + e, e);
        }
    }

    /**
     * Moves the checkpoints that are newer than the newest committed one into {@code set-aside}, because no ledger record names them,
     * and deletes unfinished ones. The newest {@value #MAX_ASIDE} stay there. Names of another form stay where they are.
     *
     * @param committed name of the newest committed checkpoint; empty if there is none
     * @return the folders of the moved checkpoints
     */
    public List<Path> setAside(Optional<String> committed) {
        try {
            Path aside = root.resolve(ASIDE);
            List<Path> moved = new ArrayList<>();
            for (String name : names()) {
                if (isNewer(name, committed)) {
                    Path target = Files.createDirectories(aside).resolve(name);
                    deleteFolder(target);
                    moved.add(Files.move(root.resolve(name), target, StandardCopyOption.ATOMIC_MOVE));
                }
            }
            for (String name : folders(root)) {
                if (name.startsWith(WRITING)) {
                    deleteFolder(root.resolve(name));
                }
            }
            List<String> all = Files.isDirectory(aside) ? folders(aside) : List.of();
            for (String name : all.subList(0, Math.max(0, all.size() - MAX_ASIDE))) {
                deleteFolder(aside.resolve(name));
            }
            return moved;
        } catch (IOException e) {
            throw new LearnerCheckpointException(
                    "cannot set aside checkpoints that the ledger does not name in " + root + ": " + e, e);
        }
    }

    private static boolean isNewer(String name, Optional<String> committed) {
        Optional<CheckpointName> parts = CheckpointName.parse(name);
        Optional<CheckpointName> newest = committed.flatMap(CheckpointName::parse);
        if (parts.isEmpty() || committed.isPresent() && newest.isEmpty()) {
            return false;
        }
        return newest.isEmpty()
                || parts.get().version() > newest.get().version()
                || parts.get().version() == newest.get().version() && !name.equals(committed.get());
    }

    /** Deletes a checkpoint, unless it does not exist. */
    public void delete(String name) {
        try {
            deleteFolder(root.resolve(name));
        } catch (IOException e) {
            throw new LearnerCheckpointException("cannot delete checkpoint " + root.resolve(name) + ": " + e, e);
        }
    }

    /** The names of all checkpoints, sorted. */
    public List<String> names() {
        return folders(root).stream()
                .filter(name -> !name.startsWith(WRITING) && !name.equals(ASIDE))
                .toList();
    }

    /** Returns the round of questions that a checkpoint names; empty if it names none or is not readable. */
    Optional<String> round(String name) {
        try {
            return Optional.ofNullable(LearnerState.read(root.resolve(name)).round());
        } catch (LearnerCheckpointException e) {
            return Optional.empty(); // nothing can resume from it
        }
    }

    private static List<String> folders(Path root) {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new LearnerCheckpointException("cannot list " + root + ": " + e, e);
        }
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void deleteFolder(Path folder) throws IOException {
        if (Files.exists(folder)) {
            for (Path path : contentsFirst(folder)) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static List<Path> contentsFirst(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.sorted(Comparator.reverseOrder()).toList();
        }
    }
}
