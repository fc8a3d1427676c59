package dev.factstream.evaluation.picturebook;

import dev.factstream.picturebook.questions.QuestionType;

/**
 * An answer to an item of the benchmark, with its judgement.
 *
 * @param id id of the question
 * @param topic super-category of the object that the question is about
 * @param question text of the question
 * @param answer text of the policy's answer
 * @param tokens number of tokens of the answer, including the end token
 * @param ended whether it ended with an end token
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
            throw new IllegalArgumentException("a score must be from 0 to 6, not " + score);
        }
    }

    /** Whether the answer states something false. */
    public boolean hallucinated() {
        return score < HALLUCINATION_BELOW;
    }

    /** Informativeness from 0 to 1, whether or not the answer hallucinates: {@code (score mod 3) / 3}, and 1 for a 6 (RLHF-V, arXiv 2312.00849). */
    public double informativeness() {
        return (hallucinated() ? score : score - HALLUCINATION_BELOW) / 3.0;
    }
}
