package dev.factstream.picturebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.schemas.rows.CheckRows;
import dev.factstream.schemas.rows.PromptRow;
import dev.factstream.schemas.rows.PromptRows;
import dev.factstream.schemas.rows.SftRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureBookWriterTest {
    private static final Map<String, String> DIALS =
            Map.of("count", "30", "seed", "7", "split", "held-out", "image-size", "64", "questions", "4");

    @TempDir
    private Path folder;

    @Test
    void writesFilesForPeopleAndForPrograms() throws IOException {
        new PictureBookWriter(PictureBookOptions.of(DIALS)).write(folder);
        List<PromptRow> prompts = PromptRows.read(folder.resolve(PromptRows.FILE));
        assertThat(prompts).hasSize(120).allSatisfy(row -> {
            assertThat(row.captions()).hasSize(5);
            assertThat(row.split()).isEqualTo("held-out");
        });
        assertThat(SftRows.read(folder.resolve(SftRows.FILE))).hasSize(30);
        assertThat(CheckRows.read(folder.resolve(CheckRows.FILE))).hasSize(60);
        assertThat(folder.resolve("scenes.jsonl")).content().hasLineCount(30);
        assertThat(folder.resolve("README.txt")).content().contains("seed 7");
        assertThat(ImageIO.read(folder.resolve("overview.png").toFile()).getWidth())
                .isGreaterThan(1000);
        assertThat(ImageIO.read(folder.resolve(prompts.get(0).image().orElseThrow())
                                .toFile())
                        .getWidth())
                .isEqualTo(64);
    }

    @Test
    void theSameDialsGiveTheSameBytes() throws IOException {
        new PictureBookWriter(PictureBookOptions.of(DIALS)).write(folder.resolve("one"));
        new PictureBookWriter(PictureBookOptions.of(DIALS)).write(folder.resolve("two"));
        try (Stream<Path> files = Files.walk(folder.resolve("one"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path twin = folder.resolve("two").resolve(folder.resolve("one").relativize(file));
                assertThat(Files.mismatch(file, twin)).as(file.toString()).isEqualTo(-1);
            }
        }
    }

    @Test
    void pagesAskedForSinglyAreThoseWritten() throws IOException {
        PictureBookOptions options = PictureBookOptions.of(DIALS);
        new PictureBookWriter(options).write(folder);
        PictureBook book = new PictureBook(options);
        List<PromptRow> prompts = PromptRows.read(folder.resolve(PromptRows.FILE));
        assertThat(book.prompts(11)).isEqualTo(prompts.subList(44, 48));
        assertThat(book.png(11))
                .isEqualTo(Files.readAllBytes(
                        folder.resolve(prompts.get(44).image().orElseThrow())));
        assertThat(book.prompt(11, "no").correctAnswer()).contains("no");
    }

    @Test
    void questionsAloneAreTheSameWithoutTheTrainingRows() throws IOException {
        PictureBookWriter writer = new PictureBookWriter(PictureBookOptions.of(DIALS));
        writer.write(folder.resolve("all"));
        writer.writeQuestions(folder.resolve("questions"));
        for (String file : List.of(PromptRows.FILE, "scenes.jsonl", "overview.png")) {
            assertThat(folder.resolve("questions").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("all").resolve(file));
        }
        assertThat(folder.resolve("questions").resolve(SftRows.FILE)).doesNotExist();
        assertThat(folder.resolve("questions/README.txt")).content().doesNotContain("sft.jsonl");
        assertThat(folder.resolve("all/README.txt")).content().contains("sft.jsonl", "checks.jsonl");
    }

    @Test
    void anUnknownDialOrABadValueIsNamed() {
        assertThatThrownBy(() -> PictureBookOptions.of(Map.of("kindz", "4"))).hasMessageContaining("kindz");
        assertThatThrownBy(() -> PictureBookOptions.of(Map.of("kinds", "four"))).hasMessageContaining("four");
        assertThatThrownBy(() -> PictureBookOptions.of(Map.of("split", "test"))).hasMessageContaining("held-out");
    }
}
