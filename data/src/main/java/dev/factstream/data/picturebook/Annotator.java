package dev.factstream.data.picturebook;

import java.util.Optional;
import java.util.Random;

/**
 * Says which of two answers is better, as LLaVA-RLHF's annotators were told (arXiv 2309.14525, section 3.2): first which
 * hallucinates less, and only then which helps more; and errs now and then, as people do.
 *
 * @param noise probability with which the label comes out the wrong way round
 */
public record Annotator(double noise) {
    /** Errs in one of twenty pairs. */
    public static final Annotator DEFAULT = new Annotator(0.05);

    /**
     * Which answer is better.
     *
     * @param preferred 1 or 2, as labelled
     * @param cleanPreferred 1 or 2, without the annotator's error
     * @param hallucination whether one answer hallucinates and the other does not; else informativeness decided
     */
    public record Preference(int preferred, int cleanPreferred, boolean hallucination) {}

    public Annotator {
        if (!(noise >= 0 && noise < 0.5)) {
            throw new IllegalArgumentException("noise must be from 0 to below 0.5, not " + noise);
        }
    }

    /**
     * Prefers one of two answers; empty where neither is better.
     *
     * @param random of the annotator's errors; one number is drawn from it whatever the answers
     */
    public Optional<Preference> prefer(JudgedQuestion question, String answer1, String answer2, Random random) {
        boolean slip = random.nextDouble() < noise;
        Judgement one = question.judge(answer1);
        Judgement two = question.judge(answer2);
        boolean hallucination = one.hallucinated() != two.hallucinated();
        if (!hallucination && one.informativeness() == two.informativeness()) {
            return Optional.empty();
        }
        boolean first = hallucination ? two.hallucinated() : one.informativeness() > two.informativeness();
        int clean = first ? 1 : 2;
        return Optional.of(new Preference(slip ? 3 - clean : clean, clean, hallucination));
    }
}
