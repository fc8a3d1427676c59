package dev.factstream.learner.checkpoint;

import dev.factstream.model.checkpoint.CheckpointException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder of a run's checkpoints. A checkpoint appears under its name only when all of it is on the disk; what no
 * ledger record names is moved aside, never taken for true and never deleted. Not thread-safe.
 */
public final class CheckpointStore {

    private static final String WRITING = ".writing-";
    private static final String ASIDE = "set-aside";
    private static final String NO_SPACE = "No space left";

    private final Path root;

    /** @param root is made if it is not there */
    public CheckpointStore(Path root) {
        this.root = root;
        try {
            Files.createDirectories(root);
        } catch (IOException e) {
            throw new CheckpointFailure("cannot make the checkpoint folder " + root + ": " + e, e);
        }
    }

    /**
     * Looks whether a checkpoint of {@code bytes} would find room.
     *
     * @throws DiskFullException if not
     */
    public void requireRoom(long bytes) {
        long free = free();
        if (free < bytes) {
            throw new DiskFullException(root, bytes, free, null);
        }
    }

    /**
     * Writes a checkpoint: into a temporary folder, forced to the disk, then renamed.
     *
     * @param name carries the writer's epoch; so does the temporary folder, and a learner that was stopped while it
     *     wrote, and goes on when another has taken over, writes into no folder but its own
     * @param bytes how large it will be, about
     * @throws DiskFullException if there is no room; nothing of it is left
     * @throws TakenOverException if another learner has begun meanwhile
     * @throws CheckpointFailure if the disk refuses otherwise or the name is taken; nothing is left under the name then
     */
    public StoredCheckpoint write(String name, long bytes, FolderContent content) {
        requireRoom(bytes);
        Path temporary = root.resolve(WRITING + name);
        Path folder = root.resolve(name);
        try {
            delete(temporary);
            Files.createDirectories(temporary);
            content.writeTo(temporary);
            for (Path path : contentsFirst(temporary)) {
                force(path);
            }
            String sha256 = FolderHash.of(temporary);
            if (Files.exists(folder)) {
                throw new CheckpointFailure("checkpoint " + folder + " exists already: another learner writes here");
            }
            Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
            force(root);
            return new StoredCheckpoint(name, sha256);
        } catch (IOException | CheckpointException | UncheckedIOException e) {
            throw failure(folder, temporary, bytes, e);
        }
    }

    private RuntimeException failure(Path folder, Path temporary, long bytes, Exception e) {
        if (!Files.isDirectory(temporary)) {
            return new TakenOverException(temporary, e);
        }
        long free = free();
        boolean full =
                free + size(temporary) < bytes || String.valueOf(e.getMessage()).contains(NO_SPACE);
        try {
            delete(temporary);
        } catch (IOException left) {
            e.addSuppressed(left);
        }
        return full
                ? new DiskFullException(root, bytes, free, e)
                : new CheckpointFailure("cannot write checkpoint " + folder + ": " + e, e);
    }

    private long free() {
        try {
            return Files.getFileStore(root).getUsableSpace();
        } catch (IOException e) {
            throw new CheckpointFailure("cannot see how much room there is in " + root + ": " + e, e);
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
            return 0; // it is only about the wording of another failure
        }
    }

    /**
     * The folder of a checkpoint whose content is what the ledger says.
     *
     * @throws CheckpointFailure if it is missing or differs
     */
    public Path open(StoredCheckpoint stored) {
        Path folder = root.resolve(stored.name());
        if (!Files.isDirectory(folder)) {
            throw new CheckpointFailure("the ledger names checkpoint " + folder
                    + ", which is not there: restore it, or start a new run with another learner.run.id");
        }
        try {
            String sha256 = FolderHash.of(folder);
            if (!sha256.equals(stored.sha256())) {
                throw new CheckpointFailure("checkpoint " + folder + " has sha256 " + sha256 + ", the ledger says "
                        + stored.sha256() + ": it was changed or damaged after it was written");
            }
            return folder;
        } catch (IOException e) {
            throw new CheckpointFailure("cannot read checkpoint " + folder + ": " + e, e);
        }
    }

    /**
     * Moves every checkpoint that is not in {@code named} below {@code set-aside} and removes what was never finished;
     * returns the names of the former.
     */
    public List<String> setAside(Collection<String> named) {
        List<String> strangers =
                names().stream().filter(name -> !named.contains(name)).toList();
        try {
            for (String name : strangers) {
                Path aside = Files.createDirectories(root.resolve(ASIDE)).resolve(name);
                delete(aside);
                Files.move(root.resolve(name), aside, StandardCopyOption.ATOMIC_MOVE);
            }
            for (String name : folders()) {
                if (name.startsWith(WRITING)) {
                    delete(root.resolve(name));
                }
            }
            return strangers;
        } catch (IOException e) {
            throw new CheckpointFailure("cannot set aside what the ledger does not name in " + root + ": " + e, e);
        }
    }

    /**
     * Deletes what the policy does not keep of the checkpoints that are {@code named} by the ledger, oldest first; what
     * is not named, perhaps another learner's, stays for {@link #setAside}.
     */
    public void prune(CheckpointPolicy policy, Collection<String> named) {
        Set<String> kept = policy.kept(named);
        try {
            for (String name : names()) {
                if (named.contains(name) && !kept.contains(name)) {
                    delete(root.resolve(name));
                }
            }
        } catch (IOException e) {
            throw new CheckpointFailure("cannot prune checkpoints in " + root + ": " + e, e);
        }
    }

    /** The names of all checkpoints, sorted. */
    public List<String> names() {
        return folders().stream()
                .filter(name -> !name.startsWith(WRITING) && !name.equals(ASIDE))
                .toList();
    }

    private List<String> folders() {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new CheckpointFailure("cannot list " + root + ": " + e, e);
        }
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void delete(Path folder) throws IOException {
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
