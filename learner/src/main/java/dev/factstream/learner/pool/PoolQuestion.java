package dev.factstream.learner.pool;

import dev.factstream.schemas.facts.AnswerKind;

/**
 * A question of the prompt pool without its text and picture, which are read from the topic when a ticket is issued.
 *
 * @param promptId key of its record
 * @param kind kind of answer that it asks for
 * @param source name of the data that it comes from; empty text if it was published without one
 * @param partition partition of its newest record on {@code prompt-pool}
 * @param offset offset of that record
 */
public record PoolQuestion(String promptId, AnswerKind kind, String source, int partition, long offset) {}
