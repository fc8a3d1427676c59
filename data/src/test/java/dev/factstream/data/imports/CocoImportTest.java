package dev.factstream.data.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.rows.PromptRow;
import dev.factstream.schemas.rows.PromptRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CocoImportTest {
    @TempDir
    private Path folder;

    private ImportFixture sources;

    @BeforeEach
    void pictures() throws IOException {
        sources = new ImportFixture(folder);
        for (int i = 1; i <= 4; i++) {
            sources.picture(i + ".jpg", i);
        }
    }

    @Test
    void picturesAreAskedAboutWithTheirOwnCaptionsAndObjects() throws IOException {
        sources.text(CaptionStore.FILE, """
                {"1.jpg": ["One. A tall vase stands there."], "2.jpg": ["Two."], "3.jpg": ["Three."], "gone.jpg": ["x"],
                 "4.jpg": "Four."}
                """).text("objects.json", """
                {"1.jpg": {"cat": 2, "dining table": 1}, "2.jpg": {"cat": 1, "oven": 3, "vase": 1, "dog": 0}}
                """);

        List<PromptRow> rows = rows();

        assertThat(asked(rows, "1.jpg", "yes"))
                .hasSize(1)
                .isSubsetOf("Is there a cat in the image?", "Is there a dining table in the image?");
        assertThat(asked(rows, "1.jpg", "no"))
                .as("a caption has the vase")
                .containsExactly("Is there an oven in the image?");
        assertThat(asked(rows, "2.jpg", "yes")).hasSize(1);
        assertThat(asked(rows, "2.jpg", "no")).containsExactly("Is there a dining table in the image?");
        assertThat(rows)
                .filteredOn(row -> row.answerKind() == AnswerKind.OPEN)
                .extracting(row -> row.captions().get(0))
                .containsExactly("One. A tall vase stands there.", "Two.", "Three.");
        assertThat(sources.refused()).extracting(row -> row.get("id").asText()).containsExactly("gone.jpg", "4.jpg");
    }

    private List<PromptRow> rows() throws IOException {
        ImportSummary summary = Importer.run(sources.options(ImportFormat.COCO, "", false, false, false), share -> {});
        return PromptRows.read(summary.rows());
    }

    private static List<String> asked(List<PromptRow> rows, String picture, String answer) {
        return rows.stream()
                .filter(row -> row.image().orElseThrow().endsWith("/" + picture))
                .filter(row -> row.correctAnswer().equals(Optional.of(answer)))
                .map(PromptRow::question)
                .toList();
    }

    @Test
    void cocosOwnAnnotationsFindTheirPictureById() throws IOException {
        Files.createDirectories(sources.file("annotations"));
        sources.text("annotations/captions_val.json", """
                {"info": {"year": 2017},
                 "annotations": [{"id": 1, "image_id": 20, "caption": "Two.\\n"}, {"id": 2, "image_id": 10, "caption": "One."},
                   {"id": 3, "image_id": 99, "caption": "Nobody's."}, {"id": 4, "image_id": 10},
                   {"id": 5, "image_id": 20, "caption": "Zwei."}],
                 "images": [{"id": 10, "file_name": "1.jpg"}, {"id": 30, "file_name": "3.jpg"}, {"id": 20, "file_name": "2.jpg"}]}
                """).text("annotations/instances_val.json", """
                {"annotations": [{"image_id": 20, "category_id": 5, "segmentation": [[1, 2]]}, {"image_id": 10, "category_id": 6}],
                 "categories": [{"id": 5, "name": "cat"}, {"id": 6, "name": "skis"}]}
                """);

        List<PromptRow> rows = rows();

        assertThat(rows.stream().collect(Collectors.toMap(PromptRow::id, PromptRow::captions)))
                .containsEntry("1.jpg/describe", List.of("One."))
                .containsEntry("2.jpg/describe", List.of("Two.", "Zwei."))
                .doesNotContainKey("3.jpg/describe");
        assertThat(asked(rows, "1.jpg", "yes")).containsExactly("Are there any skis in the image?");
        assertThat(asked(rows, "1.jpg", "no")).containsExactly("Is there a cat in the image?");
        assertThat(asked(rows, "2.jpg", "yes")).containsExactly("Is there a cat in the image?");
        assertThat(sources.refused())
                .extracting(row -> row.get("reason").asText())
                .satisfiesExactly(
                        reason -> assertThat(reason).isEqualTo("'caption' is missing"),
                        reason -> assertThat(reason).contains("an image 99 that is not listed"),
                        reason -> assertThat(reason).startsWith("the picture has no captions"));
    }
}
