package dev.factstream.evaluation.asking;

/**
 * What a policy answered.
 *
 * @param text without special tokens
 * @param tokens how many it took, the end token included
 * @param ended whether it came to an end by itself rather than at the limit
 */
public record GivenAnswer(String text, int tokens, boolean ended) {}
