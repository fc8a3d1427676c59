package dev.factstream.data.picturebook;

/**
 * A claim and its position in a text.
 *
 * @param from the first character of its words
 * @param to their end, exclusive
 */
record Said(Claim claim, int from, int to) {
    /** Returns the claim moved right by this many characters. */
    Said shiftedBy(int characters) {
        return new Said(claim, from + characters, to + characters);
    }
}
