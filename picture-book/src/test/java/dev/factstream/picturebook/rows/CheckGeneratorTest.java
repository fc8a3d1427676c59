package dev.factstream.picturebook.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.factstream.picturebook.language.ClaimReader;
import dev.factstream.picturebook.questions.QuestionGenerator;
import dev.factstream.picturebook.world.Scene;
import dev.factstream.picturebook.world.SceneGenerator;
import dev.factstream.picturebook.world.SceneOracle;
import dev.factstream.picturebook.world.Split;
import dev.factstream.picturebook.world.World;
import dev.factstream.schemas.rows.CheckRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CheckGeneratorTest {
    private static final World TINY = World.preset("tiny");
    private static final List<CheckRow> ROWS = new ArrayList<>();

    @BeforeAll
    static void someChecksEachSupportedExactlyIfNothingInItIsFalse() {
        SceneGenerator scenes = new SceneGenerator(TINY);
        CheckGenerator checks = new CheckGenerator(
                new QuestionGenerator(TINY, scenes.catalogue()),
                new CheckDials(4, 0.6, 0.25),
                new TextOnlyScenes(TINY, ReadingDials.NONE));
        for (long index = 0; index < 1000; index++) {
            Scene scene = scenes.scene(Split.TRAIN, 1, index);
            List<CheckRow> rows = checks.about(scene, "x.png");
            assertThat(rows)
                    .allSatisfy(row -> assertThat(isTrue(scene, row))
                            .as(row + " about " + scene.content())
                            .isEqualTo(row.supported()));
            ROWS.addAll(rows);
        }
    }

    @Test
    void halfAreTrueAndTheirWordsAloneHardlyRevealWhich() {
        assertThat(supported(row -> true)).isCloseTo(0.5, within(0.03));
        assertThat(supported(row -> row.answer().contains("There is also"))).isBetween(0.35, 0.65);
        assertThat(supported(row -> !row.answer().contains("There is also"))).isBetween(0.4, 0.6);
        assertThat(supported(row -> row.answer().startsWith("There is no "))).isBetween(0.4, 0.65);
        assertThat(supported(row -> row.answer().startsWith("Yes"))).isBetween(0.4, 0.6);
        for (String question :
                List.of("What colour", "Where", "How many", "Which is", "What place", "Describe", "Is ")) {
            assertThat(supported(row -> row.question().startsWith(question)))
                    .as(question)
                    .isBetween(0.4, 0.6);
        }
    }

    @Test
    void theDialsSayWhichAreReadAndWhichAreSeen() {
        double count = ROWS.size();
        assertThat(ROWS.stream().filter(row -> row.image().isEmpty()).count() / count)
                .isCloseTo(0.6, within(0.03));
        assertThat(ROWS.stream().filter(row -> row.captions().isEmpty()).count() / count)
                .isCloseTo(0.25, within(0.03));
        assertThat(ROWS)
                .filteredOn(row -> !row.captions().isEmpty())
                .allSatisfy(
                        row -> assertThat(row.captions()).hasSize(row.question().contains(" A. ") ? 6 : 5));
    }

    @Test
    void captionsComeInAnyOrder() {
        assertThat(new HashSet<>(ROWS.stream()
                        .filter(row -> row.captions().size() == 5)
                        .map(row -> row.captions().get(0).split(" ")[0])
                        .toList()))
                .contains("This", "One", "In");
    }

    private static double supported(Predicate<CheckRow> which) {
        List<CheckRow> rows = ROWS.stream().filter(which).toList();
        assertThat(rows).hasSizeGreaterThan(20);
        return rows.stream().filter(CheckRow::supported).count() / (double) rows.size();
    }

    /** Judges by the English of question and answer. */
    private static boolean isTrue(Scene scene, CheckRow row) {
        String answer = row.answer();
        boolean closed = row.question().matches("(Is|Are|Can) .*|.* A\\. .*");
        if (closed) {
            String given =
                    answer.matches("[A-D]\\. .*") ? answer.substring(0, 1) : answer.startsWith("Yes") ? "yes" : "no";
            return new SceneOracle(scene).of(row.question()).equals(given);
        }
        return ClaimReader.read(row.question(), answer).stream().allMatch(claim -> claim.holds(scene));
    }
}
