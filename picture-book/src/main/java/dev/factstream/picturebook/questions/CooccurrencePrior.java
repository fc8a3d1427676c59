package dev.factstream.picturebook.questions;

import dev.factstream.picturebook.world.Catalogue;
import dev.factstream.picturebook.world.Kind;
import dev.factstream.picturebook.world.Scene;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** The kinds expected in a scene without looking at it: POPE's adversarial negatives. */
final class CooccurrencePrior {
    private final Catalogue catalogue;

    CooccurrencePrior(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * Returns the absent kinds that usually accompany things of the scene or are usual in its environment. Never empty: if
     * everything usual is present, returns all absent kinds.
     */
    List<Kind> usualButAbsent(Scene scene) {
        Set<String> names = new LinkedHashSet<>();
        scene.things().forEach(thing -> names.addAll(thing.kind().companions()));
        names.addAll(scene.environment().usual());
        List<Kind> usual = absent(scene).stream()
                .filter(kind -> names.contains(kind.name()))
                .toList();
        return usual.isEmpty() ? absent(scene) : usual;
    }

    /** Returns all absent kinds in random order, the usual ones before the others. */
    List<Kind> absentUsualFirst(Scene scene, Random random) {
        List<Kind> usual = new ArrayList<>(usualButAbsent(scene));
        List<Kind> others = new ArrayList<>(absent(scene));
        others.removeAll(usual);
        Collections.shuffle(usual, random);
        Collections.shuffle(others, random);
        usual.addAll(others);
        return usual;
    }

    /** Returns the elaboration of an answer about a thing of this kind. */
    Elaboration elaboration(Kind kind, Scene scene) {
        return Elaboration.of(catalogue.habitualCompanion(kind), scene);
    }

    private List<Kind> absent(Scene scene) {
        return catalogue.kinds().stream().filter(kind -> scene.count(kind) == 0).toList();
    }
}
