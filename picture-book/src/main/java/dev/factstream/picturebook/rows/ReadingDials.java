package dev.factstream.picturebook.rows;

import dev.factstream.picturebook.world.Cell;
import dev.factstream.picturebook.world.World;

/**
 * The dials of the rows to read rather than to see.
 *
 * <p>A small model does not learn to look up facts in a text from questions about the text alone: its loss stays on a plateau
 * for many thousand rows. It learns this soon once it can repeat lists of random words, where every word of the answer trains
 * it to find an earlier position and copy the next word (the induction heads of Olsson et al., arXiv 2209.11895). Likewise it
 * learns to tell false statements from true ones once it can look up the right word, with a verdict directly after every word
 * in question; a single verdict after a long text does not teach it.
 *
 * @param repeats rows per picture that ask to repeat random words; 0.5 is one for every second picture
 * @param lookups rows per picture with questions about listed things one by one, which train looking up a property of a thing
 * @param ratings rows per picture with a verdict after every statement, half of them false, which train comparing
 * @param share share of conversations about captions in the question instead of a picture; their answers are all true
 * @param rated share of those in which answers are rated instead of given, half of them false
 * @param captioned share of the others, and of conversations about pictures, that ask for the captions first
 * @param things most things in scenes without a picture, for such conversations and for checks without a picture; 0 to use the
 *     pictures' own scenes
 */
public record ReadingDials(
        double repeats, double lookups, double ratings, double share, double rated, double captioned, int things) {
    /** No rows but those about the pictures. */
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

    /** Returns the world of the scenes without a picture. */
    public World textOnlyWorld(World pictures) {
        return things == 0 ? pictures : pictures.withMaxThings(things);
    }
}
