package dev.factstream.learner.dispatch;

/**
 * An issued ticket that has not been closed.
 *
 * @param sequence its number within the run
 * @param promptId its question
 * @param issuedAtMillis time of issue in milliseconds since the epoch
 */
public record OutstandingTicket(long sequence, String promptId, long issuedAtMillis) {}
