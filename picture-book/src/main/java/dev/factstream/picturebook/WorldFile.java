package dev.factstream.picturebook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.factstream.picturebook.world.World;
import dev.factstream.schemas.rows.BadRowsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads and writes {@code picture-book.json}: the world of a picture book. It is stored with the book and with every policy
 * trained on it, so that the policy is asked about known objects.
 */
public final class WorldFile {
    private static final String NAME = "picture-book.json";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private WorldFile() {}

    /**
     * Reads the world of {@code folder}.
     *
     * @throws NoSuchFileException if the file is missing
     * @throws BadRowsException if it is invalid
     */
    public static World read(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file + ", which describes the policy's world of pictures");
        }
        try {
            return JSON.readValue(file.toFile(), World.class);
        } catch (JsonProcessingException e) {
            String why = e.getOriginalMessage().lines().findFirst().orElse("");
            throw new BadRowsException(file, List.of(why));
        }
    }

    /** Writes the world to {@code folder}. */
    public static void write(Path folder, World world) throws IOException {
        JSON.writeValue(folder.resolve(NAME).toFile(), world);
    }

    /** Copies the world of a picture book to a policy; does nothing for other data. */
    public static void copy(Path from, Path to) throws IOException {
        if (Files.isRegularFile(from.resolve(NAME))) {
            write(to, read(from));
        }
    }
}
