package dev.factstream.schemas.ticket;

import dev.factstream.schemas.Check;

/**
 * The policy of a run that may answer its tickets.
 *
 * @param policyId its name within the run
 * @param baseHash of the base model that it adapts
 */
public record TicketPolicy(String policyId, String baseHash) {
    public TicketPolicy {
        Check.text(policyId, "policyId");
        Check.text(baseHash, "baseHash");
    }
}
