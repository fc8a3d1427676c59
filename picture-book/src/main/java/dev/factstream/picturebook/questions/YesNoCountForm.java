package dev.factstream.picturebook.questions;

import dev.factstream.picturebook.world.EnglishWords;
import dev.factstream.picturebook.world.Kind;
import dev.factstream.picturebook.world.Scene;
import java.util.List;
import java.util.Random;

/**
 * Asks 'Are there two dogs?', only where two kinds differ in number: the number in the question is that of some kind in the
 * scene, so that it does not reveal the answer.
 */
final class YesNoCountForm implements YesNoQuestionForm {
    @Override
    public boolean fits(Scene scene) {
        return scene.counts().values().stream().distinct().count() > 1;
    }

    @Override
    public SceneQuestion ask(Scene scene, boolean yes, Random random) {
        int asked =
                EnglishWords.pick(scene.counts().values().stream().distinct().toList(), random);
        List<Kind> kinds = scene.counts().keySet().stream()
                .filter(kind -> (scene.count(kind) == asked) == yes)
                .toList();
        Kind kind = EnglishWords.pick(kinds, random);
        String text = asked == 1 ? "Is there only one " + kind.name() + "?" : "Are there " + kind.counted(asked) + "?";
        int count = scene.count(kind);
        int wrong = yes ? (asked == 1 ? 2 : asked - 1) : asked;
        return SceneQuestion.yesNo(text, yes, thereAre(kind, count), thereAre(kind, wrong));
    }

    private static String thereAre(Kind kind, int count) {
        return (count == 1 ? "there is " : "there are ") + kind.counted(count);
    }
}
