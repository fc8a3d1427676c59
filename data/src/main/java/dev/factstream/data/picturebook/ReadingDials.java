package dev.factstream.data.picturebook;

/**
 * How much there is to read rather than to see.
 *
 * <p>A small model does not learn to look something up in a text from questions about it alone: its loss stays on a plateau
 * for many thousand rows. It learns it soon once it can repeat lists of random words, where every word of the answer teaches
 * to find an earlier place and copy what follows there (the induction heads of Olsson et al., arXiv 2209.11895). Likewise it
 * learns to tell a false statement from a true one where it can already look up what should stand there, with a verdict right
 * behind every word in question; a single verdict behind a long text teaches it nothing yet.
 *
 * @param repeats rows per picture in which random words are to be repeated; 0.5 is one for every second picture
 * @param lookups rows per picture in which listed things are told of one by one: to find what is said of a thing
 * @param ratings likewise, with a verdict behind every statement, half of which are false: to compare
 * @param share share of conversations about captions in the question instead of a picture; their answers are all true
 * @param rated share of those in which answers are rated instead of given, half of them false
 * @param captioned share of the others, and of conversations about pictures, in which the captions are asked for first
 * @param things most things in scenes that are only told of, in such conversations and in checks without a picture; 0 to
 *     tell of the pictures' own scenes
 */
public record ReadingDials(
        double repeats, double lookups, double ratings, double share, double rated, double captioned, int things) {
    /** Nothing but what is in the pictures. */
    public static final ReadingDials NONE = new ReadingDials(0, 0, 0, 0, 0, 0, 0);

    public ReadingDials {
        rows("repeats", repeats);
        rows("lookups", lookups);
        rows("ratings", ratings);
        SftDials.share("reading-share", share);
        SftDials.share("rated-share", rated);
        SftDials.share("captioned-share", captioned);
        if (things < 0 || things > Cell.all().size()) {
            throw new IllegalArgumentException("reading-things must be from 0 to 9, not " + things);
        }
    }

    private static void rows(String what, double perPicture) {
        if (!(perPicture >= 0 && perPicture <= 1000)) {
            throw new IllegalArgumentException(what + " must be from 0 to 1000, not " + perPicture);
        }
    }

    /** The world of the scenes that are only told of, as different from pictures as the dial says. */
    World told(World pictures) {
        return things == 0 ? pictures : pictures.upTo(things);
    }
}
