package dev.factstream.picturebook.world;

import java.util.List;

/**
 * The place where a scene is set.
 *
 * @param name one word
 * @param preposition as in 'on the street'
 * @param usual names of the kinds usually found in it
 * @param drawing the background
 */
public record SceneEnvironment(String name, String preposition, List<String> usual, Drawing drawing) {
    /** For example {@code on the street}. */
    public String withPreposition() {
        return preposition + " the " + name;
    }
}
