package dev.factstream.learner.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.factstream.learner.pool.Round;
import dev.factstream.schemas.Sha256;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder of the rounds of questions that checkpoints name, one JSON file each, named by the SHA-256 of its bytes. A file
 * is deleted when the last checkpoint that names it is gone; the number of files is at most that of checkpoints, plus one.
 * Not thread-safe.
 */
public final class RoundStore {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WRITING = ".writing-";

    private final Path root;
    private final CheckpointStore checkpoints;

    /** The files that this process found or wrote. It deletes no others, because they may belong to a newer learner. */
    private final Set<String> known = new HashSet<>();

    /** The round of each checkpoint on the disk; empty text for one that names none. */
    private final Map<String, String> named = new HashMap<>();

    private Round encoded;
    private String hash;
    private byte[] bytes;

    /**
     * @param root created with the first round
     * @param checkpoints the checkpoints that name rounds
     */
    public RoundStore(Path root, CheckpointStore checkpoints) {
        this.root = root;
        this.checkpoints = checkpoints;
        known.addAll(files());
    }

    /** Returns the SHA-256 of the round's file, which is its name. */
    public String hash(Round round) {
        if (encoded != round) {
            try {
                bytes = JSON.writeValueAsBytes(round);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a round is not written as JSON", e);
            }
            hash = Sha256.hex(bytes);
            encoded = round;
        }
        return hash;
    }

    /** Writes a round, forced to the disk, unless its file exists. */
    public void write(Round round) throws IOException {
        String name = hash(round);
        Path file = root.resolve(name);
        if (known.contains(name) && Files.exists(file)) {
            return;
        }
        Files.createDirectories(root);
        Path temporary = root.resolve(WRITING + name);
        Files.write(temporary, bytes);
        force(temporary);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        force(root);
        known.add(name);
    }

    /**
     * Reads the round that a checkpoint names.
     *
     * @throws LearnerCheckpointException if its file is missing or damaged
     */
    public Round read(String name) {
        Path file = root.resolve(name);
        try {
            byte[] content = Files.readAllBytes(file);
            if (!Sha256.hex(content).equals(name)) {
                throw new LearnerCheckpointException("round " + file + " has sha256 " + Sha256.hex(content)
                        + ": it was changed or damaged after it was written; restore it from a copy");
            }
            return JSON.readValue(content, Round.class);
        } catch (IOException e) {
            throw new LearnerCheckpointException(
                    "cannot read round " + file + ", which the newest checkpoint names: restore it from a copy: " + e,
                    e);
        }
    }

    /** Deletes the rounds that no checkpoint on the disk names. */
    public void prune() {
        List<String> names = checkpoints.names();
        named.keySet().retainAll(names);
        try {
            for (String name : names) {
                if (!named.containsKey(name)) {
                    named.put(name, checkpoints.round(name).orElse(""));
                }
            }
            for (String file : files()) {
                if (known.contains(file) && !named.containsValue(file)) {
                    Files.deleteIfExists(root.resolve(file));
                    known.remove(file);
                }
            }
        } catch (IOException e) {
            throw new LearnerCheckpointException("cannot prune rounds in " + root + ": " + e, e);
        }
    }

    private List<String> files() {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(root)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new LearnerCheckpointException("cannot list " + root + ": " + e, e);
        }
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
