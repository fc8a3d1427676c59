package dev.factstream.picturebook.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.picturebook.PictureBook;
import dev.factstream.picturebook.PictureBookOptions;
import dev.factstream.picturebook.language.SceneCaptions;
import dev.factstream.picturebook.world.Catalogue;
import dev.factstream.picturebook.world.Cell;
import dev.factstream.picturebook.world.Colour;
import dev.factstream.picturebook.world.Scene;
import dev.factstream.picturebook.world.Size;
import dev.factstream.picturebook.world.Split;
import dev.factstream.picturebook.world.Thing;
import dev.factstream.picturebook.world.World;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaptionedPictureTest {
    private static final Catalogue CATALOGUE = Catalogue.of(World.preset("tiny"));

    /** In the park: a big red cat at the top left, a small blue ball in the middle. */
    private static final CaptionedPicture PICTURE = CaptionedPicture.of(SceneCaptions.of(new Scene(
                    "one",
                    1,
                    CATALOGUE.environments().get(0),
                    List.of(
                            new Thing(CATALOGUE.kind("cat"), Colour.RED, Size.BIG, new Cell(0, 0)),
                            new Thing(CATALOGUE.kind("ball"), Colour.BLUE, Size.SMALL, new Cell(1, 1))))))
            .orElseThrow();

    @ParameterizedTest
    @ValueSource(strings = {"tiny", "small", "medium", "full"})
    void fiveCaptionsTogetherTellTheWholeScene(String preset) {
        PictureBook book = new PictureBook(PictureBookOptions.of(World.preset(preset), 1, 7, Split.TRAIN));
        for (long index = 0; index < 400; index++) {
            Scene scene = book.scene(index);
            List<String> captions = SceneCaptions.of(scene);
            assertThat(CaptionedSceneReader.read(captions).map(Scene::content))
                    .as(captions.toString())
                    .isEqualTo(Optional.of(scene.content()));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        What is there?          | There is a big red cat at the top left.          | There is a big red cat at the top left.
        What is there?          | There is a red cat and a blue dog.               | There is a red cat and a [blue dog].
        What is there?          | Two red cats, a small ball in the middle.        | [Two red cats], a small ball in the middle.
        Is there a cat?         | No, there is no cat.                             | No, there is [no cat].
        Where is the ball?      | The ball is at the top. I cannot tell its colour. | The [ball is at the top]. I cannot tell its colour.
        What colour is the cat? | The cat is blue.                                 | [The cat is blue].
        Where is the cat?       | The cat is right of the ball!                    | [The cat is right of the ball]!
        Where is this?          | One can see the street.                          | One can see the [street].
        What is there?          | hmm DOG                                          | hmm [DOG]
        """)
    void falseClaimsAreMarkedWordByWord(String question, String answer, String marked) {
        StringBuilder text = new StringBuilder(answer);
        List<CaptionedPicture.Span> falsehoods = PICTURE.falseSpans(question, answer);
        for (int i = falsehoods.size() - 1; i >= 0; i--) {
            text.insert(falsehoods.get(i).to(), ']').insert(falsehoods.get(i).from(), '[');
        }
        assertThat(text).hasToString(marked);
    }

    @Test
    void otherPicturesAreNotKnown() {
        assertThat(CaptionedPicture.of(List.of())).isEmpty();
        assertThat(CaptionedPicture.of(List.of(
                        "A cat sits at the top of a car in the street.",
                        "A red car with a cat on it.",
                        "The cat looks at a dog.",
                        "Somebody parked a car.",
                        "A cat.")))
                .isEmpty();
    }
}
