package dev.factstream.learner.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of a run's checkpoints. A checkpoint appears under its name only when all of it is on the disk; what no
 * ledger record names is moved aside, never taken for true and never deleted. Not thread-safe.
 */
public final class CheckpointStore {

    private static final String WRITING = ".writing";
    private static final String ASIDE = "set-aside";

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
     * Writes a checkpoint: into a temporary folder, forced to the disk, then renamed.
     *
     * @throws CheckpointFailure if the disk refuses or the name is taken; nothing is left under the name then
     */
    public StoredCheckpoint write(String name, FolderContent content) {
        Path temporary = root.resolve(WRITING);
        Path folder = root.resolve(name);
        try {
            delete(temporary);
            Files.createDirectories(temporary);
            content.writeTo(temporary);
            for (Path file : FolderHash.files(temporary)) {
                force(file);
            }
            String sha256 = FolderHash.of(temporary);
            if (Files.exists(folder)) {
                throw new CheckpointFailure("checkpoint " + folder + " exists already: another learner writes here");
            }
            Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
            force(root);
            return new StoredCheckpoint(name, sha256);
        } catch (IOException e) {
            throw new CheckpointFailure("cannot write checkpoint " + folder + ": " + e + "; is the disk full?", e);
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

    /** Moves every checkpoint that is not in {@code named} below {@code set-aside}; returns their names. */
    public List<String> setAside(Collection<String> named) {
        List<String> strangers =
                names().stream().filter(name -> !named.contains(name)).toList();
        try {
            for (String name : strangers) {
                Path aside = Files.createDirectories(root.resolve(ASIDE)).resolve(name);
                delete(aside);
                Files.move(root.resolve(name), aside, StandardCopyOption.ATOMIC_MOVE);
            }
            return strangers;
        } catch (IOException e) {
            throw new CheckpointFailure("cannot set aside what the ledger does not name in " + root + ": " + e, e);
        }
    }

    /** Deletes all but the newest {@code kept} checkpoints by name order; never {@code current}. */
    public void prune(int kept, String current) {
        List<String> names = names();
        try {
            for (String name : names.subList(0, Math.max(0, names.size() - kept))) {
                if (!name.equals(current)) {
                    delete(root.resolve(name));
                }
            }
        } catch (IOException e) {
            throw new CheckpointFailure("cannot prune checkpoints in " + root + ": " + e, e);
        }
    }

    /** The names of all checkpoints, sorted. */
    public List<String> names() {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .filter(name -> !name.equals(WRITING) && !name.equals(ASIDE))
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
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
