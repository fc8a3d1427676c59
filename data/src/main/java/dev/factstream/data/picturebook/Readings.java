package dev.factstream.data.picturebook;

import dev.factstream.data.rows.SftRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/** Writes conversations about captions in place of a picture. Their answers are true: habits are for what is seen. */
final class Readings {
    private final Conversations conversations;
    private final ToldScenes told;
    private final double share;

    /** @param share of scenes that are read */
    Readings(Questioner questioner, SftDials dials, ToldScenes told, double share) {
        this.conversations = new Conversations(questioner, dials.truthful());
        this.told = told;
        this.share = share;
    }

    /** The conversation to read instead of seeing this scene, always the same; empty where that is to be seen. */
    Optional<SftRow> insteadOf(Scene shown) {
        Random random = Seeds.random(shown.seed(), 11);
        if (random.nextDouble() >= share) {
            return Optional.empty();
        }
        Scene scene = told.insteadOf(shown, 0);
        List<SftRow.Turn> turns = new ArrayList<>(conversations.turns(scene));
        SftRow.Turn first = turns.get(0);
        turns.set(0, new SftRow.Turn(facts(scene, random) + first.question(), first.answer(), false));
        return Optional.of(new SftRow(scene.id(), Optional.empty(), turns));
    }

    private static String facts(Scene scene, Random random) {
        List<String> captions = new ArrayList<>(Captions.of(scene));
        Collections.shuffle(captions, random);
        return captions.stream().collect(Collectors.joining("\n- ", "These facts are true:\n- ", "\n"));
    }
}
