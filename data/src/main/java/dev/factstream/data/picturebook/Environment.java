package dev.factstream.data.picturebook;

import java.util.List;

/**
 * Where a scene takes place.
 *
 * @param name one word
 * @param preposition as in 'on the street'
 * @param usual names of the kinds usually seen there
 * @param drawing the background
 */
record Environment(String name, String preposition, List<String> usual, Drawing drawing) {
    /** For example {@code on the street}. */
    String inIt() {
        return preposition + " the " + name;
    }
}
