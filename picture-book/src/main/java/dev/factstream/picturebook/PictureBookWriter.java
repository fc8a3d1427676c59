package dev.factstream.picturebook;

import dev.factstream.picturebook.drawing.ContactSheet;
import dev.factstream.picturebook.drawing.SceneRenderer;
import dev.factstream.picturebook.world.Scene;
import dev.factstream.schemas.rows.CheckRows;
import dev.factstream.schemas.rows.PromptRows;
import dev.factstream.schemas.rows.SftRows;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Writes a picture book into a folder, for people to look at and for programs to read. */
public final class PictureBookWriter {
    private static final int CHUNK = 1000;
    private static final int OVERVIEW = 48;
    private static final OpenOption[] REPLACE = {};
    private static final OpenOption[] APPEND = {StandardOpenOption.APPEND};

    private final PictureBookOptions options;
    private final PictureBook book;
    private final List<Part> questions;
    private final List<Part> trainingParts;

    public PictureBookWriter(PictureBookOptions options) {
        this.options = options;
        this.book = new PictureBook(options);
        questions = List.of(
                new Part("scenes.jsonl", (index, scene) -> SceneJson.of(scene) + "\n"),
                new Part(PromptRows.FILE, (index, scene) -> lines(book.prompts(index, scene), PromptRows::line)));
        trainingParts = List.of(
                new Part(SftRows.FILE, (index, scene) -> lines(book.conversations(index, scene), SftRows::line)),
                new Part(CheckRows.FILE, (index, scene) -> lines(book.checks(scene), CheckRows::line)));
    }

    /** The lines of a file about a picture, each with its line end. */
    private interface Text {
        String about(long index, Scene scene);
    }

    private record Part(String file, Text text) {}

    /**
     * Writes pictures, rows, scene graphs, an overview and a README; replaces files of the same names. Uses all cores; the
     * bytes do not depend on their number.
     */
    public void write(Path folder) throws IOException {
        write(folder, Stream.concat(questions.stream(), trainingParts.stream()).toList());
    }

    /** Writes as {@link #write} does, but without the training rows for a policy. Takes a fraction of the time. */
    public void writeQuestions(Path folder) throws IOException {
        write(folder, questions);
    }

    private void write(Path folder, List<Part> parts) throws IOException {
        Files.createDirectories(folder.resolve("images"));
        for (long from = 0; from < options.count(); from += CHUNK) {
            List<List<String>> pages = LongStream.range(from, Math.min(options.count(), from + CHUNK))
                    .parallel()
                    .mapToObj(index -> page(folder, index, parts))
                    .toList();
            for (int i = 0; i < parts.size(); i++) {
                int part = i;
                Files.writeString(
                        folder.resolve(parts.get(part).file()),
                        pages.stream().map(page -> page.get(part)).collect(Collectors.joining()),
                        from == 0 ? REPLACE : APPEND);
            }
        }
        Files.write(folder.resolve("overview.png"), SceneRenderer.png(overview()));
        Files.writeString(
                folder.resolve("README.txt"), PictureBookReadme.of(options, parts.containsAll(trainingParts)));
    }

    /** Writes the picture; returns the lines of each part. */
    private List<String> page(Path folder, long index, List<Part> parts) {
        Scene scene = book.scene(index);
        try {
            Files.write(folder.resolve(PictureBook.image(scene)), SceneRenderer.png(book.picture(scene)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return parts.stream().map(part -> part.text().about(index, scene)).toList();
    }

    private static <T> String lines(List<T> rows, Function<T, String> line) {
        return rows.stream().map(row -> line.apply(row) + "\n").collect(Collectors.joining());
    }

    private BufferedImage overview() {
        List<BufferedImage> pictures = LongStream.range(0, Math.min(OVERVIEW, options.count()))
                .mapToObj(index -> book.picture(book.scene(index)))
                .toList();
        return ContactSheet.of(pictures, 8, 192);
    }
}
