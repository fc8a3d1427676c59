package dev.factstream.data.picturebook;

import dev.factstream.data.rows.SftRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes conversations about captions in place of a picture: questions with true answers, since habits are for what is seen, or
 * answers with their ratings.
 */
final class Readings {
    private static final String CAPTIONS = "What are the facts?";

    private final Conversations conversations;
    private final Checks checks;
    private final ToldScenes told;
    private final SftDials dials;
    private final ReadingDials reading;

    /** @param checks whose answers are rated */
    Readings(Questioner questioner, Checks checks, SftDials dials, ToldScenes told, ReadingDials reading) {
        this.conversations = new Conversations(questioner, dials.truthful());
        this.checks = checks;
        this.told = told;
        this.dials = dials;
        this.reading = reading;
    }

    /** The word for an answer that is right or not, as reward models are asked for it. */
    static String verdict(boolean right) {
        return right ? "good" : "bad";
    }

    /** The conversation to read instead of seeing this scene, always the same; empty where that is to be seen. */
    Optional<SftRow> insteadOf(Scene shown) {
        Random random = Seeds.random(shown.seed(), 11);
        if (random.nextDouble() >= reading.share()) {
            return Optional.empty();
        }
        Scene scene = told.insteadOf(shown, 0);
        List<String> captions = new ArrayList<>(Captions.of(scene));
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

    /** The conversation about a picture, its captions asked for first where the dial says so. */
    SftRow captioned(Scene scene, SftRow seen) {
        Random random = Seeds.random(scene.seed(), 14);
        return random.nextDouble() < reading.captioned()
                ? new SftRow(seen.id(), seen.image(), captioned(Captions.of(scene), seen.turns()))
                : seen;
    }

    private List<SftRow.Turn> ratings(Scene scene, Random random) {
        return IntStream.range(0, dials.turns())
                .mapToObj(number -> checks.draft(scene, number, random))
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
