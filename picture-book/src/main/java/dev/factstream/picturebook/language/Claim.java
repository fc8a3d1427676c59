package dev.factstream.picturebook.language;

import dev.factstream.picturebook.world.Cell;
import dev.factstream.picturebook.world.Scene;
import dev.factstream.picturebook.world.Size;
import dev.factstream.picturebook.world.SpatialRelation;
import dev.factstream.picturebook.world.Thing;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A statement of an answer about a picture, which is true or false of it. */
public sealed interface Claim {
    boolean holds(Scene scene);

    /**
     * 'There is a red cat at the top left', 'there are two cats', 'there is no cat', 'the cat is red'.
     *
     * @param what the thing
     * @param number exact count, 0 for none; empty for at least one
     * @param place the cell; empty if not stated
     */
    record Existence(NounPhrase what, OptionalInt number, Optional<Cell> place) implements Claim {
        @Override
        public boolean holds(Scene scene) {
            long count = scene.things().stream()
                    .filter(thing ->
                            what.names(thing) && place.map(thing.cell()::equals).orElse(true))
                    .count();
            return number.isPresent() ? count == number.getAsInt() : count > 0;
        }

        public boolean denies() {
            return number.equals(OptionalInt.of(0));
        }

        /** Whether the claim includes this thing, possibly among others. */
        public boolean includes(Thing thing) {
            return !denies()
                    && what.names(thing)
                    && place.map(thing.cell()::equals).orElse(true);
        }
    }

    /**
     * 'The cat is left of the ball', 'the cat is near the ball'.
     *
     * @param relation empty for near
     */
    record Related(NounPhrase one, Optional<SpatialRelation> relation, NounPhrase other) implements Claim {
        @Override
        public boolean holds(Scene scene) {
            return scene.things().stream()
                    .filter(one::names)
                    .anyMatch(first -> scene.things().stream()
                            .filter(second -> second != first && other.names(second))
                            .anyMatch(second -> relation.map(r -> r.holds(first.cell(), second.cell()))
                                    .orElse(true)));
        }
    }

    /**
     * 'The cat is bigger', 'the cat is smaller'.
     *
     * @param size its claimed size; the others have the other size
     * @param others the things that the question compares it with; empty for all other things in the picture
     */
    record Sized(NounPhrase what, Size size, List<NounPhrase> others) implements Claim {
        @Override
        public boolean holds(Scene scene) {
            List<Thing> compared = scene.things().stream()
                    .filter(thing -> !what.names(thing) && named(thing, others))
                    .toList();
            return !compared.isEmpty()
                    && compared.stream().noneMatch(thing -> thing.size() == size)
                    && scene.things().stream().filter(what::names).anyMatch(thing -> thing.size() == size);
        }
    }

    /**
     * 'They are equally big'.
     *
     * @param them the things that the question compares; empty for all things in the picture
     */
    record Equal(List<NounPhrase> them) implements Claim {
        @Override
        public boolean holds(Scene scene) {
            List<Thing> compared =
                    scene.things().stream().filter(thing -> named(thing, them)).toList();
            return compared.size() > 1
                    && compared.stream().map(Thing::size).distinct().count() == 1;
        }
    }

    /** 'This is the park'. */
    record Place(String environment) implements Claim {
        @Override
        public boolean holds(Scene scene) {
            return scene.environment().name().equals(environment);
        }
    }

    private static boolean named(Thing thing, List<NounPhrase> phrases) {
        return phrases.isEmpty() || phrases.stream().anyMatch(phrase -> phrase.names(thing));
    }
}
