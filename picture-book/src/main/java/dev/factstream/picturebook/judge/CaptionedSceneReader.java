package dev.factstream.picturebook.judge;

import dev.factstream.picturebook.language.Claim;
import dev.factstream.picturebook.language.ClaimReader;
import dev.factstream.picturebook.language.NounPhrase;
import dev.factstream.picturebook.language.SceneCaptions;
import dev.factstream.picturebook.questions.InformativenessMeasure;
import dev.factstream.picturebook.world.Catalogue;
import dev.factstream.picturebook.world.Scene;
import dev.factstream.picturebook.world.SceneEnvironment;
import dev.factstream.picturebook.world.Size;
import dev.factstream.picturebook.world.Thing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads a scene back from its {@linkplain SceneCaptions captions}: each caption omits something, together they give the whole scene.
 * The captions do not contain the scene's seed, so the returned scene has another one. Stateless.
 */
final class CaptionedSceneReader {
    private CaptionedSceneReader() {}

    /** Returns the scene; empty if the captions are not those of a picture book picture. */
    static Optional<Scene> read(List<String> captions) {
        if (captions.size() != SceneCaptions.COUNT) {
            return Optional.empty();
        }
        List<Claim> claims = captions.stream()
                .flatMap(caption -> ClaimReader.read("", caption).stream())
                .toList();
        List<Claim.Existence> told =
                InformativenessMeasure.existenceClaims(claims).toList();
        List<Thing> things = new ArrayList<>();
        for (Claim.Existence placed : told) {
            if (placed.place().isPresent()) {
                Optional<Thing> thing = thing(placed, told);
                if (thing.isEmpty()) {
                    return Optional.empty();
                }
                things.add(thing.get());
            }
        }
        return environment(claims)
                .filter(where -> cells(things) == things.size() && !things.isEmpty())
                .map(where -> new Scene("told", 0, where, things))
                .filter(scene -> claims.stream().allMatch(claim -> claim.holds(scene)));
    }

    private static long cells(List<Thing> things) {
        return things.stream().map(Thing::cell).distinct().count();
    }

    private static Optional<Thing> thing(Claim.Existence placed, List<Claim.Existence> told) {
        NounPhrase what = placed.what();
        Optional<Size> size = what.size().or(() -> sizeOf(what.noun(), told));
        return Catalogue.FULL.kinds().stream()
                .filter(kind -> kind.name().equals(what.noun()))
                .findFirst()
                .filter(kind -> what.colour().isPresent() && size.isPresent())
                .map(kind -> new Thing(
                        kind, what.colour().get(), size.get(), placed.place().orElseThrow()));
    }

    /** A caption omits the size only of the single thing of its kind; another caption gives it. */
    private static Optional<Size> sizeOf(String noun, List<Claim.Existence> told) {
        return told.stream()
                .filter(claim ->
                        claim.what().noun().equals(noun) && claim.number().equals(OptionalInt.empty()))
                .flatMap(claim -> claim.what().size().stream())
                .findFirst();
    }

    private static Optional<SceneEnvironment> environment(List<Claim> claims) {
        List<String> names = claims.stream()
                .filter(Claim.Place.class::isInstance)
                .map(claim -> ((Claim.Place) claim).environment())
                .distinct()
                .toList();
        return names.size() != 1
                ? Optional.empty()
                : Catalogue.FULL.environments().stream()
                        .filter(environment -> environment.name().equals(names.get(0)))
                        .findFirst();
    }
}
