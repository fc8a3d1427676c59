package dev.factstream.data.picturebook;

import dev.factstream.data.rows.CheckRows;
import dev.factstream.data.rows.PromptRows;
import dev.factstream.data.rows.SftRows;
import java.awt.image.BufferedImage;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Writes a picture book into a folder that a person can look at and a program can read. */
public final class PictureBookWriter {
    private static final int CHUNK = 1000;
    private static final int OVERVIEW = 48;

    private final PictureBookOptions options;
    private final PictureBook book;

    public PictureBookWriter(PictureBookOptions options) {
        this.options = options;
        this.book = new PictureBook(options);
    }

    private record Page(String scene, String prompts, String conversations, String checks) {}

    /**
     * Writes pictures, rows, scene graphs, an overview and a README; files of the same names are replaced. Uses all
     * cores; the bytes do not depend on how many there are.
     */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("images"));
        try (BufferedWriter scenes = Files.newBufferedWriter(folder.resolve("scenes.jsonl"));
                BufferedWriter prompts = Files.newBufferedWriter(folder.resolve(PromptRows.FILE));
                BufferedWriter conversations = Files.newBufferedWriter(folder.resolve(SftRows.FILE));
                BufferedWriter checks = Files.newBufferedWriter(folder.resolve(CheckRows.FILE))) {
            for (long from = 0; from < options.count(); from += CHUNK) {
                List<Page> pages = LongStream.range(from, Math.min(options.count(), from + CHUNK))
                        .parallel()
                        .mapToObj(index -> page(folder, index))
                        .toList();
                for (Page page : pages) {
                    scenes.write(page.scene());
                    prompts.write(page.prompts());
                    conversations.write(page.conversations());
                    checks.write(page.checks());
                }
            }
        }
        Files.write(folder.resolve("overview.png"), Painter.png(overview()));
        Files.writeString(folder.resolve("README.txt"), Readme.of(options));
    }

    private Page page(Path folder, long index) {
        Scene scene = book.scene(index);
        try {
            Files.write(folder.resolve(PictureBook.image(scene)), Painter.png(book.picture(scene)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Page(
                SceneLine.of(scene) + "\n",
                lines(book.prompts(index, scene), PromptRows::line),
                lines(book.conversations(index, scene), SftRows::line),
                lines(book.checks(scene), CheckRows::line));
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
