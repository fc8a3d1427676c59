package dev.factstream.picturebook.world;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A scene graph: the ground truth of one picture.
 *
 * @param id unique within a picture book
 * @param seed of the picture's jitter and noise, and of the wording of its texts
 * @param environment the place
 * @param things in reading order, at most one per cell
 */
public record Scene(String id, long seed, SceneEnvironment environment, List<Thing> things) {
    public Scene {
        things = things.stream()
                .sorted(Comparator.comparingInt(t -> t.cell().index()))
                .toList();
        if (things.stream().map(Thing::cell).distinct().count() != things.size()) {
            throw new IllegalArgumentException("Two things in one cell of scene " + id);
        }
    }

    /** The content of the scene as one line. Equal for two scenes exactly if they show the same. */
    public String content() {
        return things.stream()
                .map(t -> t.fullName() + " " + t.cell().words())
                .collect(Collectors.joining("; ", environment.name() + ": ", ""));
    }

    /** Returns the number of things of each kind, in reading order. */
    public Map<Kind, Integer> counts() {
        Map<Kind, Integer> counts = new LinkedHashMap<>();
        things.forEach(t -> counts.merge(t.kind(), 1, Integer::sum));
        return counts;
    }

    public int count(Kind kind) {
        return counts().getOrDefault(kind, 0);
    }

    /** Returns the things that are the only ones of their kind, so that 'the cat' is unambiguous. */
    public List<Thing> singles() {
        Map<Kind, Integer> counts = counts();
        return things.stream().filter(t -> counts.get(t.kind()) == 1).toList();
    }

    List<Thing> of(Kind kind) {
        return things.stream().filter(t -> t.kind().equals(kind)).toList();
    }
}
