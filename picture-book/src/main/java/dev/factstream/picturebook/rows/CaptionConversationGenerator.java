package dev.factstream.picturebook.rows;

import dev.factstream.picturebook.language.SceneCaptions;
import dev.factstream.picturebook.questions.QuestionGenerator;
import dev.factstream.picturebook.world.Scene;
import dev.factstream.picturebook.world.SeedMixer;
import dev.factstream.schemas.rows.SftRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Generates conversations about captions instead of a picture: questions with true answers, since habits apply to pictures
 * only, or answers with their ratings.
 */
public final class CaptionConversationGenerator {
    private static final String CAPTIONS = "What are the facts?";

    private final ConversationGenerator conversations;
    private final CheckGenerator checks;
    private final TextOnlyScenes told;
    private final SftDials dials;
    private final ReadingDials reading;

    /** @param checks source of the rated answers */
    public CaptionConversationGenerator(
            QuestionGenerator questioner,
            CheckGenerator checks,
            SftDials dials,
            TextOnlyScenes told,
            ReadingDials reading) {
        this.conversations = new ConversationGenerator(questioner, dials.truthful());
        this.checks = checks;
        this.told = told;
        this.dials = dials;
        this.reading = reading;
    }

    /** The word for a right or a wrong answer, which reward models are asked for. */
    static String verdict(boolean right) {
        return right ? "good" : "bad";
    }

    /**
     * Returns the conversation about captions that replaces the one about the picture of this scene, always the same; empty if
     * the picture is kept.
     */
    public Optional<SftRow> captionConversation(Scene shown) {
        Random random = SeedMixer.random(shown.seed(), 11);
        if (random.nextDouble() >= reading.share()) {
            return Optional.empty();
        }
        Scene scene = told.substituteFor(shown, 0);
        List<String> captions = new ArrayList<>(SceneCaptions.of(scene));
        Collections.shuffle(captions, random);
        boolean rated = random.nextDouble() < reading.rated();
        List<SftRow.Turn> turns = rated ? ratings(scene, random) : conversations.turns(scene);
        if (!rated && random.nextDouble() < reading.captioned()) {
            turns = captioned(captions, turns);
        } else {
            String head = rated ? "Rate by these facts:" : "These facts are true:";
            turns = behind(head + listed(captions) + "\n", turns);
        }
        return Optional.of(new SftRow(scene.id(), Optional.empty(), turns));
    }

    /**
     * Returns the conversation about a picture, with a first turn that asks for the captions in the share of cases that the
     * dial sets.
     */
    public SftRow withCaptions(Scene scene, SftRow seen) {
        Random random = SeedMixer.random(scene.seed(), 14);
        return random.nextDouble() < reading.captioned()
                ? new SftRow(seen.id(), seen.image(), captioned(SceneCaptions.of(scene), seen.turns()))
                : seen;
    }

    private List<SftRow.Turn> ratings(Scene scene, Random random) {
        return IntStream.range(0, dials.turns())
                .mapToObj(number -> checks.labelledAnswer(scene, number, random))
                .map(draft -> new SftRow.Turn(
                        draft.question().text() + " " + draft.answer(),
                        "The rating is " + verdict(draft.supported()),
                        false))
                .toList();
    }

    private static List<SftRow.Turn> captioned(List<String> captions, List<SftRow.Turn> turns) {
        SftRow.Turn asked = new SftRow.Turn(CAPTIONS, listed(captions).strip(), false);
        return Stream.concat(Stream.of(asked), turns.stream()).toList();
    }

    private static List<SftRow.Turn> behind(String facts, List<SftRow.Turn> turns) {
        SftRow.Turn first = turns.get(0);
        return Stream.concat(
                        Stream.of(new SftRow.Turn(facts + first.question(), first.answer(), false)),
                        turns.stream().skip(1))
                .toList();
    }

    private static String listed(List<String> captions) {
        return captions.stream().map(caption -> "\n- " + caption).collect(Collectors.joining());
    }
}
