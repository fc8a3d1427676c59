package dev.factstream.picturebook.judge;

import java.util.Optional;
import java.util.Random;

/**
 * Labels the better of two answers by the instructions of LLaVA-RLHF's annotators (arXiv 2309.14525, section 3.2): less
 * hallucination first, then more helpfulness. Errs at random, as human annotators do.
 *
 * @param noise probability of a flipped label
 */
public record SimulatedAnnotator(double noise) {
    /** Flips one label in twenty. */
    public static final SimulatedAnnotator DEFAULT = new SimulatedAnnotator(0.05);

    /**
     * The label of a pair of answers.
     *
     * @param preferred 1 or 2: the answer labelled better
     * @param cleanPreferred 1 or 2: the better answer without the annotator's error
     * @param hallucination whether exactly one answer hallucinates; otherwise informativeness decided
     */
    public record Preference(int preferred, int cleanPreferred, boolean hallucination) {}

    public SimulatedAnnotator {
        if (!(noise >= 0 && noise < 0.5)) {
            throw new IllegalArgumentException("noise must be from 0 to below 0.5, not " + noise);
        }
    }

    /**
     * Labels two answers; empty if neither is better.
     *
     * @param random source of the annotator's errors; each call draws exactly one number
     */
    public Optional<Preference> prefer(VerifiableQuestion question, String answer1, String answer2, Random random) {
        boolean slip = random.nextDouble() < noise;
        AnswerJudgement one = question.judge(answer1);
        AnswerJudgement two = question.judge(answer2);
        boolean hallucination = one.hallucinated() != two.hallucinated();
        if (!hallucination && one.informativeness() == two.informativeness()) {
            return Optional.empty();
        }
        boolean first = hallucination ? two.hallucinated() : one.informativeness() > two.informativeness();
        int clean = first ? 1 : 2;
        return Optional.of(new Preference(slip ? 3 - clean : clean, clean, hallucination));
    }
}
