package dev.factstream.picturebook.world;

import java.util.Map;
import java.util.TreeMap;

/**
 * The difficulty of a world.
 *
 * @param kinds number of kinds of things, at most 48
 * @param colours number of colours of things, 4 to 8
 * @param environments number of places, 4 to 8
 * @param minThings fewest things in a scene
 * @param maxThings most things in a scene, at most 9 (the cells)
 * @param imageSize side of a picture in pixels, at least 24
 * @param noise standard deviation of the pixel noise in levels of 255
 * @param usualShare share of things drawn from the kinds usual in the environment rather than from all kinds
 * @param companionShare share of things drawn from the usual companions of a thing already in the scene
 * @param repeatShare share of things that repeat the kind of a thing already in the scene, so that there is something to count
 */
public record World(
        int kinds,
        int colours,
        int environments,
        int minThings,
        int maxThings,
        int imageSize,
        double noise,
        double usualShare,
        double companionShare,
        double repeatShare) {

    private static final Map<String, World> PRESETS = new TreeMap<>(Map.of(
            "tiny", new World(12, 4, 4, 2, 2, 48, 4, 0.6, 0.5, 0.2),
            "small", new World(12, 6, 6, 1, 3, 48, 6, 0.6, 0.3, 0.25),
            "medium", new World(24, 8, 8, 1, 4, 48, 6, 0.6, 0.3, 0.25),
            "full", new World(48, 8, 8, 1, 5, 64, 6, 0.6, 0.3, 0.25)));

    public World {
        between("kinds", kinds, 6, 48);
        between("colours", colours, 4, 8);
        between("environments", environments, 4, 8);
        between("minThings", minThings, 1, maxThings);
        between("maxThings", maxThings, minThings, Math.min(9, kinds - 3));
        between("imageSize", imageSize, 24, 1024);
        between("noise", noise, 0, 64);
        between("usualShare", usualShare, 0, 1);
        between("companionShare", companionShare, 0, 1);
        between("repeatShare", repeatShare, 0, 1);
    }

    private static void between(String what, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    "A world's " + what + " must be from " + least + " to " + most + ", not " + value);
        }
    }

    /** Returns a copy with at most this many things per scene. */
    public World withMaxThings(int things) {
        return new World(
                kinds,
                colours,
                environments,
                Math.min(minThings, things),
                things,
                imageSize,
                noise,
                usualShare,
                companionShare,
                repeatShare);
    }

    /** The preset worlds by name, {@code tiny} to {@code full}. */
    public static Map<String, World> presets() {
        return Map.copyOf(PRESETS);
    }

    /**
     * Returns the preset of this name.
     *
     * @throws IllegalArgumentException listing the presets, if there is no such preset
     */
    public static World preset(String name) {
        World world = PRESETS.get(name);
        if (world == null) {
            throw new IllegalArgumentException("Unknown world '" + name + "'; the presets are " + PRESETS.keySet());
        }
        return world;
    }
}
