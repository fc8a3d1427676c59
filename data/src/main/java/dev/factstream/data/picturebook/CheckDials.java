package dev.factstream.data.picturebook;

/**
 * How answers to check are made.
 *
 * @param perPicture checks per picture
 * @param readShare share of checks with captions but no picture: to learn to read
 * @param seenShare share of checks with the picture but no captions: to learn to look; the rest have both
 */
public record CheckDials(int perPicture, double readShare, double seenShare) {
    /** Two per picture; most to be read, since matching words is what small models learn last. */
    public static final CheckDials DEFAULT = new CheckDials(2, 0.6, 0.25);

    public CheckDials {
        if (perPicture < 0) {
            throw new IllegalArgumentException("There cannot be " + perPicture + " checks per picture");
        }
        SftDials.share("readShare", readShare);
        SftDials.share("seenShare", seenShare);
        SftDials.share("readShare and seenShare together", readShare + seenShare);
    }
}
