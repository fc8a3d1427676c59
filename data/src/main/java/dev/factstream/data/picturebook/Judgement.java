package dev.factstream.data.picturebook;

/**
 * How good an answer is, measured as by MMHal-Bench (arXiv 2309.14525, section 3.4), whose judge is a language model; here
 * it is the scene graph.
 *
 * @param hallucinated whether anything in the answer is false
 * @param informativeness how much of what was asked is told truly: 3 all, 2 most, 1 a little, 0 nothing
 */
public record Judgement(boolean hallucinated, int informativeness) {
    private static final int HONEST = 3;

    public Judgement {
        if (informativeness < 0 || informativeness > Focus.EVERYTHING) {
            throw new IllegalArgumentException("Informativeness is from 0 to 3, not " + informativeness);
        }
    }

    /** MMHal-Bench's score, 0 to 6, below 3 with hallucination: so that silence is better than invention, but not good. */
    public int score() {
        return hallucinated ? Math.min(HONEST - 1, informativeness) : HONEST + informativeness;
    }
}
