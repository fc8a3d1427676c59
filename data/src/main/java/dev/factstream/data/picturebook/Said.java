package dev.factstream.data.picturebook;

/**
 * A claim and where it is made.
 *
 * @param from first character of the words that make it
 * @param to behind the last one
 */
record Said(Claim claim, int from, int to) {
    /** The same in a text before which there are so many characters more. */
    Said behind(int characters) {
        return new Said(claim, from + characters, to + characters);
    }
}
