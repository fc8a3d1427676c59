package dev.factstream.data.picturebook;

import dev.factstream.data.rows.CheckRows;
import dev.factstream.data.rows.PromptRows;
import dev.factstream.data.rows.SftRows;
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

/** Writes a picture book into a folder that a person can look at and a program can read. */
public final class PictureBookWriter {
    private static final int CHUNK = 1000;
    private static final int OVERVIEW = 48;
    private static final OpenOption[] ANEW = {};
    private static final OpenOption[] MORE = {StandardOpenOption.APPEND};

    private final PictureBookOptions options;
    private final PictureBook book;
    private final List<Part> questions;
    private final List<Part> lessons;

    public PictureBookWriter(PictureBookOptions options) {
        this.options = options;
        this.book = new PictureBook(options);
        questions = List.of(
                new Part("scenes.jsonl", (index, scene) -> SceneLine.of(scene) + "\n"),
                new Part(PromptRows.FILE, (index, scene) -> lines(book.prompts(index, scene), PromptRows::line)));
        lessons = List.of(
                new Part(SftRows.FILE, (index, scene) -> lines(book.conversations(index, scene), SftRows::line)),
                new Part(CheckRows.FILE, (index, scene) -> lines(book.checks(scene), CheckRows::line)));
    }

    /** What a file says of a picture, as whole lines. */
    private interface Text {
        String about(long index, Scene scene);
    }

    private record Part(String file, Text text) {}

    /**
     * Writes pictures, rows, scene graphs, an overview and a README; files of the same names are replaced. Uses all
     * cores; the bytes do not depend on how many there are.
     */
    public void write(Path folder) throws IOException {
        write(folder, Stream.concat(questions.stream(), lessons.stream()).toList());
    }

    /** As {@link #write}, without what a policy is taught from: for who only asks. It takes a fraction of the time. */
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
                        from == 0 ? ANEW : MORE);
            }
        }
        Files.write(folder.resolve("overview.png"), Painter.png(overview()));
        Files.writeString(folder.resolve("README.txt"), Readme.of(options, parts.containsAll(lessons)));
    }

    /** Writes the picture; returns what the parts say of it. */
    private List<String> page(Path folder, long index, List<Part> parts) {
        Scene scene = book.scene(index);
        try {
            Files.write(folder.resolve(PictureBook.image(scene)), Painter.png(book.picture(scene)));
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
