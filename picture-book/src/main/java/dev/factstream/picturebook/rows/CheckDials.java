package dev.factstream.picturebook.rows;

/**
 * The dials of the answers to check.
 *
 * @param perPicture checks per picture
 * @param readShare share of checks with captions but without the picture, which train reading
 * @param seenShare share of checks with the picture but without captions, which train vision; the rest have both
 */
public record CheckDials(int perPicture, double readShare, double seenShare) {
    /** Two checks per picture, most of them with captions only: small models learn to match words last. */
    public static final CheckDials DEFAULT = new CheckDials(2, 0.6, 0.25);

    public CheckDials {
        if (perPicture < 0) {
            throw new IllegalArgumentException(
                    "The number of checks per picture must not be negative, but is " + perPicture);
        }
        SftDials.share("readShare", readShare);
        SftDials.share("seenShare", seenShare);
        SftDials.share("readShare and seenShare together", readShare + seenShare);
    }
}
