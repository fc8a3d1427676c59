package dev.factstream.data.picturebook;

import java.util.List;

/**
 * The place where a scene is set.
 *
 * @param name one word
 * @param preposition as in 'on the street'
 * @param usual names of the kinds usually found in it
 * @param drawing the background
 */
record Environment(String name, String preposition, List<String> usual, Drawing drawing) {
    /** For example {@code on the street}. */
    String withPreposition() {
        return preposition + " the " + name;
    }
}
