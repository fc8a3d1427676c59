package dev.factstream.lab.chaos;

import dev.factstream.lab.chaos.KillPoint.ObservedEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Observes what a learner is doing from the files in its run folder. Not thread-safe. */
final class RunFolderObserver {
    private static final String UNFINISHED = ".writing-";
    private static final String VERSION = "\\d+";

    private final Path checkpoints;
    private final Path adapters;
    private Set<String> before = Set.of();

    RunFolderObserver(Path run) {
        checkpoints = run.resolve("checkpoints");
        adapters = run.resolve("adapters");
    }

    /** Marks the present files as known, so that {@link #hasNew} reports later ones only. */
    void markKnown() {
        before = all();
    }

    /** Whether the event has occurred since the last {@link #markKnown}. */
    boolean hasNew(ObservedEvent event) {
        return switch (event) {
            case PROCESS -> true;
            case UNFINISHED_CHECKPOINT -> isNew(checkpoints, UNFINISHED + ".*");
            case CHECKPOINT -> isNew(checkpoints, VERSION + "-.*");
            case VERSION -> isNew(adapters, VERSION);
        };
    }

    /** The newest committed version that has an adapter folder; 0 before the first. */
    int version() {
        return names(adapters).stream()
                .filter(name -> name.matches(VERSION))
                .mapToInt(Integer::parseInt)
                .max()
                .orElse(0);
    }

    /** The folder names of all checkpoints, finished or not. */
    Set<String> checkpoints() {
        return names(checkpoints);
    }

    private boolean isNew(Path folder, String form) {
        return names(folder).stream().anyMatch(name -> name.matches(form) && !before.contains(key(folder, name)));
    }

    private Set<String> all() {
        return Stream.of(checkpoints, adapters)
                .flatMap(folder -> names(folder).stream().map(name -> key(folder, name)))
                .collect(Collectors.toSet());
    }

    private static String key(Path folder, String name) {
        return folder.getFileName() + "/" + name;
    }

    private static Set<String> names(Path folder) {
        try (Stream<Path> found = Files.list(folder)) {
            return found.map(path -> path.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        } catch (NoSuchFileException e) {
            return Set.of();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }
}
