package dev.factstream.console.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.factstream.console.cli.ConsoleException;
import dev.factstream.console.cli.ExitCode;
import dev.factstream.data.picturebook.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code picture-book.json}: the world a picture book shows, beside the book and beside every policy that was trained on it, so that a
 * policy is asked about things it knows.
 */
public final class WorldFile {
    private static final String NAME = "picture-book.json";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private WorldFile() {}

    /**
     * The world that {@code folder} belongs to.
     *
     * @throws ConsoleException if the folder does not say, or says something impossible
     */
    public static World read(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            throw new ConsoleException(
                    ExitCode.NO_INPUT, "there is no " + file + ", which says what world of pictures this policy knows");
        }
        try {
            return JSON.readValue(file.toFile(), World.class);
        } catch (JsonProcessingException e) {
            String why = e.getOriginalMessage().lines().findFirst().orElse("");
            throw new ConsoleException(ExitCode.BAD_DATA, file + " cannot be read: " + why, e);
        }
    }

    /** Writes the world into {@code folder}. */
    public static void write(Path folder, World world) throws IOException {
        JSON.writeValue(folder.resolve(NAME).toFile(), world);
    }

    /** Copies the world of a picture book to a policy; does nothing for data that is no picture book. */
    public static void copy(Path from, Path to) throws IOException {
        if (Files.isRegularFile(from.resolve(NAME))) {
            write(to, read(from));
        }
    }
}
