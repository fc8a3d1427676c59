package dev.factstream.picturebook.questions;

import dev.factstream.picturebook.world.EnglishWords;
import dev.factstream.picturebook.world.Scene;
import dev.factstream.picturebook.world.SpatialRelation;
import dev.factstream.picturebook.world.Thing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Asks 'Is the cat left of the dog?' If the answer is no, the opposite relation holds. */
public final class YesNoRelationForm implements YesNoQuestionForm {
    @Override
    public boolean fits(Scene scene) {
        return scene.singles().size() > 1;
    }

    @Override
    public SceneQuestion ask(Scene scene, boolean yes, Random random) {
        List<Thing> pair = new ArrayList<>(scene.singles());
        Collections.shuffle(pair, random);
        Thing one = pair.get(0);
        Thing other = pair.get(1);
        List<SpatialRelation> holding = Arrays.stream(SpatialRelation.values())
                .filter(relation -> relation.holds(one.cell(), other.cell()))
                .toList();
        SpatialRelation truth = EnglishWords.pick(holding, random);
        SpatialRelation asked = yes ? truth : truth.opposite();
        return SceneQuestion.yesNo(
                text(one, asked, other), yes, statement(one, truth, other), statement(one, truth.opposite(), other));
    }

    public static String text(Thing one, SpatialRelation asked, Thing other) {
        return "Is " + statement(one, asked, other).replaceFirst(" is ", " ") + "?";
    }

    public static String statement(Thing one, SpatialRelation relation, Thing other) {
        return "the " + one.kind().name() + " is " + relation.words() + " the "
                + other.kind().name();
    }
}
