package dev.factstream.data.picturebook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Asks 'Is the cat left of the dog?' If the answer is no, the opposite relation holds. */
final class RelationForm implements YesNoForm {
    @Override
    public boolean fits(Scene scene) {
        return scene.singles().size() > 1;
    }

    @Override
    public PictureQuestion ask(Scene scene, boolean yes, Random random) {
        List<Thing> pair = new ArrayList<>(scene.singles());
        Collections.shuffle(pair, random);
        Thing one = pair.get(0);
        Thing other = pair.get(1);
        List<Relation> holding = Arrays.stream(Relation.values())
                .filter(relation -> relation.holds(one.cell(), other.cell()))
                .toList();
        Relation truth = Words.pick(holding, random);
        Relation asked = yes ? truth : truth.opposite();
        return PictureQuestion.yesNo(
                text(one, asked, other), yes, statement(one, truth, other), statement(one, truth.opposite(), other));
    }

    static String text(Thing one, Relation asked, Thing other) {
        return "Is " + statement(one, asked, other).replaceFirst(" is ", " ") + "?";
    }

    static String statement(Thing one, Relation relation, Thing other) {
        return "the " + one.kind().name() + " is " + relation.words() + " the "
                + other.kind().name();
    }
}
