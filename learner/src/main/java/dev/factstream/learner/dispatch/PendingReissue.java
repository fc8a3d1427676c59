package dev.factstream.learner.dispatch;

/**
 * A question to be issued again because its ticket was dropped.
 *
 * @param promptId the question
 * @param ticketId the dropped ticket, which the new one replaces
 */
public record PendingReissue(String promptId, String ticketId) {}
