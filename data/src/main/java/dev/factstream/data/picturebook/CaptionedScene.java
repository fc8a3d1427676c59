package dev.factstream.data.picturebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads a scene back from its {@linkplain Captions captions}: each leaves something out, together they tell all. The seed is not in
 * them, so the scene has another one. Stateless.
 */
final class CaptionedScene {
    private CaptionedScene() {}

    /** The scene; empty where the captions are not those of a picture of the picture book. */
    static Optional<Scene> read(List<String> captions) {
        if (captions.size() != Captions.COUNT) {
            return Optional.empty();
        }
        List<Claim> claims = captions.stream()
                .flatMap(caption -> ClaimReader.read("", caption).stream())
                .toList();
        List<Claim.Told> told = Focus.told(claims).toList();
        List<Thing> things = new ArrayList<>();
        for (Claim.Told placed : told) {
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

    private static Optional<Thing> thing(Claim.Told placed, List<Claim.Told> told) {
        Phrase what = placed.what();
        Optional<Size> size = what.size().or(() -> sizeOf(what.noun(), told));
        return Catalogue.FULL.kinds().stream()
                .filter(kind -> kind.name().equals(what.noun()))
                .findFirst()
                .filter(kind -> what.colour().isPresent() && size.isPresent())
                .map(kind -> new Thing(
                        kind, what.colour().get(), size.get(), placed.place().orElseThrow()));
    }

    /** Where the size is left out, the thing is the only one of its kind, and another caption tells it. */
    private static Optional<Size> sizeOf(String noun, List<Claim.Told> told) {
        return told.stream()
                .filter(claim ->
                        claim.what().noun().equals(noun) && claim.number().equals(OptionalInt.empty()))
                .flatMap(claim -> claim.what().size().stream())
                .findFirst();
    }

    private static Optional<Environment> environment(List<Claim> claims) {
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
