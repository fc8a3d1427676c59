package dev.factstream.evaluation.asking;

/**
 * A policy's answer to a question.
 *
 * @param text without special tokens
 * @param tokens number of tokens, including the end token
 * @param ended whether it ended with an end token, not at the limit
 */
public record GeneratedAnswer(String text, int tokens, boolean ended) {}
