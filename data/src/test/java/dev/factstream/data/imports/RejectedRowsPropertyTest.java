package dev.factstream.data.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factstream.schemas.rows.PromptRow;
import dev.factstream.schemas.rows.PromptRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * LLaVA-RLHF's loader filters rows and then looks up picture, label and length bonus by position in the unfiltered list, so
 * every row after the first filtered one gets another row's values. This test checks that rejected rows, at any position, leave
 * the others unchanged.
 */
class RejectedRowsPropertyTest {
    /** The flaw of a row. */
    private enum Wrong {
        NOTHING,
        NO_PICTURE,
        BROKEN_PICTURE,
        NO_FACTS,
        TYPE,
        NO_CONVERSATION,
        SAME_ID,
        NOT_JSON,
        NOT_AN_OBJECT
    }

    @Property(tries = 60, seed = "7")
    void rowsThatSurviveKeepTheirOwnPictureCaptionsAndLabel(@ForAll("rows") List<Wrong> rows, @ForAll boolean array)
            throws IOException {
        Path folder = Files.createTempDirectory("import");
        try {
            ImportFixture sources = new ImportFixture(folder);
            write(sources, rows, array);

            ImportSummary summary = sources.run(ImportFormat.LLAVA_PPO);

            List<PromptRow> survivors = PromptRows.read(summary.rows());
            List<Integer> good = indices(rows, true);
            assertThat(survivors).extracting(PromptRow::id).containsExactlyElementsOf(ids(good));
            for (int i = 0; i < good.size(); i++) {
                assertIsItself(survivors.get(i), good.get(i), sources.out());
            }
            assertThat(sources.refused())
                    .extracting(row -> row.get("index").intValue())
                    .isEqualTo(indices(rows, false));
            assertThat(sources.refused())
                    .allSatisfy(row -> assertThat(row.get("line").intValue())
                            .isEqualTo(row.get("index").intValue() + 1));
        } finally {
            delete(folder);
        }
    }

    @Provide
    static Arbitrary<List<Wrong>> rows() {
        return Arbitraries.of(Wrong.class).list().ofMinSize(1).ofMaxSize(12);
    }

    private static void assertIsItself(PromptRow row, int i, Path out) throws IOException {
        assertThat(row.question()).isEqualTo("What is it, number " + i + "?");
        assertThat(row.captions()).containsExactly("This is ünë " + i + ".", "Here is " + i + ".");
        assertThat(row.correctAnswer()).isEqualTo(answer(i));
        assertThat(row.lengthMultiplier()).isEqualTo(1 + i);
        assertThat(row.referenceAnswer()).contains("It is " + i + ".");
        assertThat(Files.readAllBytes(out.resolve(row.image().orElseThrow()))).isEqualTo(ImportFixture.png(i));
    }

    private static Optional<String> answer(int i) {
        return List.of(
                        Optional.<String>empty(),
                        Optional.of("A"),
                        Optional.of("B"),
                        Optional.of("C"),
                        Optional.of("D"),
                        Optional.of("no"),
                        Optional.of("yes"))
                .get(i % 7);
    }

    /** Writes one row per line, also in an array. */
    private static void write(ImportFixture sources, List<Wrong> rows, boolean array) throws IOException {
        ObjectNode captions = ImportFixture.JSON.createObjectNode();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            String name = String.format(Locale.ROOT, "%012d.jpg", i);
            Wrong wrong = rows.get(i);
            if (wrong == Wrong.BROKEN_PICTURE) {
                Files.write(sources.file("images").resolve(name), List.of("no picture"));
            } else if (wrong != Wrong.NO_PICTURE) {
                sources.picture(name, i);
            }
            if (wrong != Wrong.NO_FACTS) {
                captions.putArray(name).add("This is ünë " + i + ".").add("Here is " + i + ".");
            }
            lines.add(line(i, name, wrong));
        }
        sources.text(CaptionStore.FILE, captions.toString());
        sources.text("rows.json", array ? "[" + String.join(",\n", lines) + "]" : String.join("\n", lines));
    }

    private static String line(int i, String name, Wrong wrong) {
        ObjectNode row =
                ImportFixture.row("row " + i, name, "<image>\nWhat is it, number " + i + "?", "It is " + i + ".");
        row.put("caption_type", 1 + i % 7).put("length_bonus", 1 + i);
        switch (wrong) {
            case TYPE -> row.put("caption_type", 8);
            case NO_CONVERSATION -> row.remove("conversations");
            case SAME_ID -> row.put("id", "taken").set("conversations", ImportFixture.JSON.createArrayNode());
            case NOT_JSON -> {
                return "{\"id\": oops" + i + "}";
            }
            case NOT_AN_OBJECT -> {
                return "\"row, [" + i + "\"";
            }
            default -> {}
        }
        return row.toString();
    }

    private static List<Integer> indices(List<Wrong> rows, boolean good) {
        return Stream.iterate(0, i -> i < rows.size(), i -> i + 1)
                .filter(i -> (rows.get(i) == Wrong.NOTHING) == good)
                .toList();
    }

    private static List<String> ids(List<Integer> indices) {
        return indices.stream().map(i -> "row " + i).toList();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
