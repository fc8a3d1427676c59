package dev.factstream.actor.lease;

/**
 * The share group that tickets come from.
 *
 * @param runId the run whose tickets it is for
 * @param deliveryLimit number of deliveries at which a ticket is not tried again: earlier deliveries probably crashed the actor
 */
public record TicketSource(String runId, int deliveryLimit) {}
