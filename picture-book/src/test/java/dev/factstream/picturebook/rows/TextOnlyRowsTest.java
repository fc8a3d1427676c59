package dev.factstream.picturebook.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.factstream.picturebook.PictureBook;
import dev.factstream.picturebook.PictureBookOptions;
import dev.factstream.picturebook.language.ClaimReader;
import dev.factstream.picturebook.language.SceneCaptions;
import dev.factstream.picturebook.questions.QuestionGenerator;
import dev.factstream.picturebook.world.Scene;
import dev.factstream.picturebook.world.SceneGenerator;
import dev.factstream.picturebook.world.Split;
import dev.factstream.picturebook.world.World;
import dev.factstream.schemas.rows.CheckRow;
import dev.factstream.schemas.rows.SftRow;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TextOnlyRowsTest {
    private static final World TINY = World.preset("tiny");

    @Test
    void wordsToRepeatAreThoseOfTheWorldAndSpreadEvenlyOverThePictures() {
        PictureBook book = book(Map.of("repeats", "0.5"));
        Set<String> vocabulary = new HashSet<>();
        Set<String> ids = new HashSet<>();
        for (long index = 0; index < 400; index++) {
            List<SftRow> rows = book.conversations(index, book.scene(index));
            assertThat(rows).hasSize(index % 2 == 0 ? 1 : 2).allMatch(row -> ids.add(row.id()));
            for (SftRow row : rows.subList(1, rows.size())) {
                SftRow.Turn turn = row.turns().get(0);
                assertThat(row.image()).isEmpty();
                assertThat(turn.question()).isEqualTo("Repeat: " + turn.answer());
                assertThat(turn.answer().split(" ")).hasSizeBetween(8, 24);
                vocabulary.addAll(Arrays.asList(turn.answer().split(" ")));
            }
        }
        assertThat(vocabulary)
                .hasSizeGreaterThan(100)
                .contains(
                        "cat", "cars", "accessory", "yellow", "big", "bedroom", "middle", "above", "seven", "describe")
                .allMatch(word -> word.matches("[a-z]{2,}"));
        assertThat(book.conversations(5, book.scene(5)))
                .isEqualTo(book(Map.of("repeats", "0.5")).conversations(5, book.scene(5)));
        assertThat(book(Map.of("repeats", "3")).conversations(5, book.scene(5))).hasSize(4);
    }

    @Test
    void conversationsAboutCaptionsHaveTrueAnswersAndThoseAboutPicturesStayTheSame() {
        PictureBook book = book(Map.of("reading-share", "0.3"));
        PictureBook seen = book(Map.of());
        ConversationGenerator truthful = new ConversationGenerator(
                new QuestionGenerator(TINY, new SceneGenerator(TINY).catalogue()), SftDials.DEFAULT.truthful());
        double read = 0;
        for (long index = 0; index < 1000; index++) {
            Scene scene = book.scene(index);
            SftRow row = book.conversations(index, scene).get(0);
            if (row.image().isPresent()) {
                assertThat(List.of(row)).isEqualTo(seen.conversations(index, scene));
                continue;
            }
            read++;
            List<SftRow.Turn> truths = truthful.turns(scene);
            List<String> lines = row.turns().get(0).question().lines().toList();
            assertThat(lines).hasSize(7).startsWith("These facts are true:");
            assertThat(lines.subList(1, 6))
                    .containsExactlyInAnyOrderElementsOf(SceneCaptions.of(scene).stream()
                            .map(caption -> "- " + caption)
                            .toList());
            assertThat(lines.get(6)).isEqualTo(truths.get(0).question());
            assertThat(row.turns().get(0).answer()).isEqualTo(truths.get(0).answer());
            assertThat(row.turns().subList(1, row.turns().size())).isEqualTo(truths.subList(1, truths.size()));
            assertThat(truths).noneMatch(SftRow.Turn::hallucinated);
        }
        assertThat(read / 1000).isCloseTo(0.3, within(0.04));
    }

    @Test
    void scenesWithoutAPictureHaveMoreThingsAndAnswersThatFollowFromTheirFacts() {
        PictureBook book = book(Map.of("reading-share", "1", "reading-things", "4"));
        TextOnlyScenes told = new TextOnlyScenes(TINY, new ReadingDials(0, 0, 0, 1, 0, 0, 4));
        Map<Integer, Integer> sizes = new HashMap<>();
        for (long index = 0; index < 300; index++) {
            Scene shown = book.scene(index);
            Scene scene = told.substituteFor(shown, 0);
            assertThat(Split.of(scene.content())).isEqualTo(Split.TRAIN);
            sizes.merge(scene.things().size(), 1, Integer::sum);
            SftRow row = book.conversations(index, shown).get(0);
            assertThat(row.id()).isEqualTo(shown.id());
            assertThat(row.turns().get(0).question()).contains(SceneCaptions.of(scene));
            for (SftRow.Turn turn : row.turns()) {
                String asked = turn.question().substring(turn.question().lastIndexOf('\n') + 1);
                assertThat(ClaimReader.read(asked, turn.answer()))
                        .as(turn + " about " + scene.content())
                        .allMatch(claim -> claim.holds(scene));
            }
        }
        assertThat(sizes).containsOnlyKeys(2, 3, 4);
    }

    @Test
    void lookupAnswersAboutListedThingsAreTrueAndRatingsOfAnswersAreRight() {
        PictureBook book = book(Map.of("lookups", "0.5", "ratings", "1"));
        int good = 0;
        int rated = 0;
        for (long index = 0; index < 200; index++) {
            List<SftRow> rows = book.conversations(index, book.scene(index));
            assertThat(rows).hasSize(index % 2 == 1 ? 3 : 2);
            for (SftRow row : rows.subList(1, rows.size())) {
                String first = row.turns().get(0).question();
                String listed = first.substring(first.indexOf(": ") + 2, first.indexOf(". "));
                for (SftRow.Turn turn : row.turns()) {
                    String asked = turn.question().replace(first.substring(0, first.indexOf(". ") + 2), "");
                    if (row.id().contains("lookup")) {
                        assertThat(holds(asked + " " + turn.answer(), listed))
                                .as(turn + " of " + listed)
                                .isTrue();
                    } else {
                        assertThat(turn.answer())
                                .as(turn + " of " + listed)
                                .isEqualTo(holds(asked, listed) ? "good" : "bad");
                        good += turn.answer().equals("good") ? 1 : 0;
                        rated++;
                    }
                }
            }
        }
        assertThat(rated).isEqualTo(800);
        assertThat(good / (double) rated).isCloseTo(0.5, within(0.06));
    }

    /** Whether a list of things confirms a question with its answer, judged by its words alone. */
    private static boolean holds(String said, String listed) {
        Matcher colour = Pattern.compile("the (\\w+) is (\\w+)").matcher(said);
        if (colour.matches()) {
            return listed.contains(colour.group(2) + " " + colour.group(1));
        }
        Matcher place = Pattern.compile("What is .*\\? There is an? (.*)\\.").matcher(said);
        if (place.matches()) {
            return (listed + ",").contains(place.group(1) + ",");
        }
        Matcher size = Pattern.compile(
                        "Which is bigger, the (\\w+) or the (\\w+)\\? (The (\\w+) is bigger|They are equally big)\\.")
                .matcher(said);
        if (size.matches()) {
            boolean one = listed.contains("big " + size.group(1));
            boolean other = listed.contains("big " + size.group(2));
            return size.group(4) == null
                    ? one == other
                    : one != other && size.group(4).equals(size.group(one ? 1 : 2));
        }
        Matcher relation = Pattern.compile("(?:Where|Is) .*\\? (?:The|Yes, the|No, the) (\\w+) is (.*) the (\\w+)\\.")
                .matcher(said);
        assertThat(relation.matches()).as(said).isTrue();
        Map<String, String> opposites =
                Map.of("left of", "right of", "right of", "left of", "above", "below", "below", "above");
        return listed.matches(
                        ".*\\b" + relation.group(1) + " " + relation.group(2) + " an? " + relation.group(3) + "\\b.*")
                || listed.matches(".*\\b" + relation.group(3) + " " + opposites.get(relation.group(2)) + " an? "
                        + relation.group(1) + "\\b.*");
    }

    @Test
    void answersAreRatedByTheFactsAboveThem() {
        PictureBook book = book(Map.of("reading-share", "1", "rated-share", "1"));
        int bad = 0;
        for (long index = 0; index < 200; index++) {
            SftRow row = book.conversations(index, book.scene(index)).get(0);
            assertThat(row.image()).isEmpty();
            assertThat(row.turns().get(0).question()).startsWith("Rate by these facts:\n- ");
            assertThat(row.turns())
                    .extracting(SftRow.Turn::answer)
                    .containsAnyOf("The rating is good", "The rating is bad");
            bad += row.turns().get(0).answer().endsWith("bad") ? 1 : 0;
        }
        assertThat(bad / 200.0).isCloseTo(0.5, within(0.12));
    }

    @Test
    void captionsThatAreAskedForAreThoseOfTheScene() {
        PictureBook book = book(Map.of("captioned-share", "1"));
        for (long index = 0; index < 50; index++) {
            Scene scene = book.scene(index);
            SftRow row = book.conversations(index, scene).get(0);
            assertThat(row.image()).isPresent();
            assertThat(row.turns().get(0).answer()).contains(SceneCaptions.of(scene));
        }
    }

    @Test
    void checksWithoutAPictureAreAboutScenesWithoutAPicture() {
        PictureBook book = book(Map.of("reading-things", "4"));
        TextOnlyScenes told = new TextOnlyScenes(TINY, new ReadingDials(0, 0, 0, 0, 0, 0, 4));
        List<Scene> scenes = LongStream.range(0, 300).mapToObj(book::scene).toList();
        for (Scene shown : scenes) {
            List<CheckRow> rows = book.checks(shown);
            for (int i = 0; i < rows.size(); i++) {
                CheckRow row = rows.get(i);
                Scene scene = row.image().isPresent() ? shown : told.substituteFor(shown, i + 1);
                if (!row.captions().isEmpty()) {
                    assertThat(row.captions()).containsAll(SceneCaptions.of(scene));
                }
                if (!row.question().matches("(Is|Are|Can) .*|.* A\\. .*")) {
                    assertThat(ClaimReader.read(row.question(), row.answer()).stream()
                                    .allMatch(claim -> claim.holds(scene)))
                            .as(row + " about " + scene.content())
                            .isEqualTo(row.supported());
                }
            }
        }
    }

    @Test
    void dialsBeyondReasonAreRefused() {
        assertThatThrownBy(() -> book(Map.of("repeats", "-1"))).hasMessageContaining("repeats");
        assertThatThrownBy(() -> book(Map.of("reading-share", "2"))).hasMessageContaining("reading-share");
        assertThatThrownBy(() -> book(Map.of("reading-things", "10"))).hasMessageContaining("reading-things");
        assertThatThrownBy(() -> book(Map.of("kinds", "6", "reading-things", "4")))
                .hasMessageContaining("maxThings");
    }

    private static PictureBook book(Map<String, String> dials) {
        Map<String, String> all = new HashMap<>(dials);
        all.put("world", "tiny");
        return new PictureBook(PictureBookOptions.of(all));
    }
}
