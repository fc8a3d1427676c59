package dev.factstream.evaluation.picturebook;

import dev.factstream.data.picturebook.QuestionType;

/**
 * An answer to an item of the benchmark, and how it was judged.
 *
 * @param id of the question
 * @param topic the super-category of what is asked about
 * @param question as it was asked
 * @param answer what the policy said
 * @param tokens how many it took, the end token included
 * @param ended whether it came to an end by itself
 * @param score 0 to 6, a hallucination below 3 (MMHal-Bench, arXiv 2309.14525)
 * @param reference a right answer
 */
public record BenchmarkAnswer(
        String id,
        QuestionType type,
        String topic,
        String question,
        String answer,
        int tokens,
        boolean ended,
        int score,
        String reference) {
    private static final int HALLUCINATION_BELOW = 3;

    public BenchmarkAnswer {
        if (score < 0 || score > 6) {
            throw new IllegalArgumentException("a score is from 0 to 6, not " + score);
        }
    }

    /** Whether it says something that is not so. */
    public boolean hallucinated() {
        return score < HALLUCINATION_BELOW;
    }

    /** How much it says, from 0 to 1, whether or not it hallucinates: {@code (score mod 3) / 3}, and 1 for a 6 (RLHF-V, arXiv 2312.00849). */
    public double informativeness() {
        return (hallucinated() ? score : score - HALLUCINATION_BELOW) / 3.0;
    }
}
