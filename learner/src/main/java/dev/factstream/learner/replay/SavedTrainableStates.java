package dev.factstream.learner.replay;

import dev.factstream.learner.ppo.TrainableState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Trainable states saved in a temporary folder, which {@link #close} deletes. Not thread-safe. */
public final class SavedTrainableStates implements AutoCloseable {

    private final Path root;
    private final Map<Integer, Path> saved = new HashMap<>();

    /** Creates the folder. */
    public SavedTrainableStates() {
        try {
            root = Files.createTempDirectory("factstream-replay");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create a temporary folder: " + e.getMessage(), e);
        }
    }

    void save(int version, TrainableState trainable) {
        saved.put(version, write("version-" + version, trainable));
    }

    boolean has(int version) {
        return saved.containsKey(version);
    }

    Path folder(int version) {
        return saved.get(version);
    }

    /** Returns the files of a checkpoint that differ from {@code trainable}; ignores run.json. */
    List<ReplayDifference> differences(Path checkpoint, TrainableState trainable) {
        Path now = write("compared", trainable);
        try {
            List<ReplayDifference> differences = new ArrayList<>();
            for (Path file : files(now)) {
                String name = now.relativize(file).toString();
                Path then = checkpoint.resolve(name);
                long mismatch = Files.exists(then) ? Files.mismatch(file, then) : 0;
                if (mismatch >= 0) {
                    differences.add(
                            new ReplayDifference("checkpoint file " + name, "differs from byte " + mismatch + " on"));
                }
            }
            return differences;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot compare with checkpoint " + checkpoint + ": " + e.getMessage(), e);
        }
    }

    /** Writes the state into a folder of that name, overwriting existing files; returns the folder. */
    public Path write(String name, TrainableState trainable) {
        Path folder = root.resolve(name);
        try {
            Files.createDirectories(folder);
            trainable.write(folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + folder + ": " + e.getMessage(), e);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + root + ": " + e.getMessage(), e);
        }
    }
}
