package dev.factstream.picturebook.language;

/**
 * A claim and its position in a text.
 *
 * @param from the first character of its words
 * @param to their end, exclusive
 */
public record LocatedClaim(Claim claim, int from, int to) {
    /** Returns the claim moved right by this many characters. */
    LocatedClaim shiftedBy(int characters) {
        return new LocatedClaim(claim, from + characters, to + characters);
    }
}
