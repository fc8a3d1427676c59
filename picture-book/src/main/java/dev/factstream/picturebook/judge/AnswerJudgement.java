package dev.factstream.picturebook.judge;

import dev.factstream.picturebook.questions.InformativenessMeasure;

/**
 * The quality of an answer on the scale of MMHal-Bench (arXiv 2309.14525, section 3.4), whose judge is a language model; here
 * the scene graph decides.
 *
 * @param hallucinated whether any claim of the answer is false
 * @param informativeness how much of the question is answered truthfully: 3 all, 2 most, 1 a little, 0 nothing
 */
public record AnswerJudgement(boolean hallucinated, int informativeness) {
    private static final int HONEST = 3;

    public AnswerJudgement {
        if (informativeness < 0 || informativeness > InformativenessMeasure.EVERYTHING) {
            throw new IllegalArgumentException("Informativeness must be from 0 to 3, not " + informativeness);
        }
    }

    /** MMHal-Bench's score, 0 to 6, below 3 with hallucination: silence scores better than invention, but not well. */
    public int score() {
        return hallucinated ? Math.min(HONEST - 1, informativeness) : HONEST + informativeness;
    }
}
