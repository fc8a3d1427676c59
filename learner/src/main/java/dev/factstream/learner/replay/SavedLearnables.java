package dev.factstream.learner.replay;

import dev.factstream.learner.ppo.Learnables;
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

/** Learnables kept in a temporary folder, which goes when this is closed. Not thread-safe. */
public final class SavedLearnables implements AutoCloseable {

    private final Path root;
    private final Map<Integer, Path> saved = new HashMap<>();

    /** Makes the folder. */
    public SavedLearnables() {
        try {
            root = Files.createTempDirectory("factstream-replay");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a temporary folder: " + e.getMessage(), e);
        }
    }

    void save(int version, Learnables learnables) {
        saved.put(version, write("version-" + version, learnables));
    }

    boolean has(int version) {
        return saved.containsKey(version);
    }

    Path folder(int version) {
        return saved.get(version);
    }

    /** The files of a checkpoint in which {@code learnables} differ from it; run.json is the learner's business alone. */
    List<Difference> differences(Path checkpoint, Learnables learnables) {
        Path now = write("compared", learnables);
        try {
            List<Difference> differences = new ArrayList<>();
            for (Path file : files(now)) {
                String name = now.relativize(file).toString();
                Path then = checkpoint.resolve(name);
                long place = Files.exists(then) ? Files.mismatch(file, then) : 0;
                if (place >= 0) {
                    differences.add(new Difference("checkpoint file " + name, "differs from byte " + place + " on"));
                }
            }
            return differences;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot compare with checkpoint " + checkpoint + ": " + e.getMessage(), e);
        }
    }

    /** Writes them into a folder of that name, over what was there; returns it. */
    public Path write(String name, Learnables learnables) {
        Path folder = root.resolve(name);
        try {
            Files.createDirectories(folder);
            learnables.write(folder);
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
            throw new UncheckedIOException("cannot clear " + root + ": " + e.getMessage(), e);
        }
    }
}
