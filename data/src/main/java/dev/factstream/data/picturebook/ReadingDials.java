package dev.factstream.data.picturebook;

/**
 * How much there is to read rather than to see.
 *
 * <p>A small model does not learn to look something up in a text from questions about it alone: its loss stays on a plateau
 * for many thousand rows. It learns it soon once it can repeat lists of random words, where every word of the answer teaches
 * to find an earlier place and copy what follows there (the induction heads of Olsson et al., arXiv 2209.11895).
 *
 * @param repeats rows per picture in which random words are to be repeated; 0.5 is one for every second picture
 * @param share share of conversations about captions in the question instead of a picture; their answers are all true
 * @param things most things in scenes that are only told of, in such conversations and in checks without a picture; 0 to
 *     tell of the pictures' own scenes
 */
public record ReadingDials(double repeats, double share, int things) {
    /** Nothing but what is in the pictures. */
    public static final ReadingDials NONE = new ReadingDials(0, 0, 0);

    public ReadingDials {
        if (!(repeats >= 0 && repeats <= 1000)) {
            throw new IllegalArgumentException("repeats must be from 0 to 1000, not " + repeats);
        }
        SftDials.share("reading-share", share);
        if (things < 0 || things > Cell.all().size()) {
            throw new IllegalArgumentException("reading-things must be from 0 to 9, not " + things);
        }
    }

    /** The world of the scenes that are only told of, as different from pictures as the dial says. */
    World told(World pictures) {
        return things == 0 ? pictures : pictures.upTo(things);
    }
}
