package dev.factstream.actor.answer;

import dev.factstream.actor.lease.TicketLease;
import dev.factstream.model.prompt.EncodedPrompt;
import dev.factstream.schemas.ticket.Ticket;

/**
 * A ticket that can be answered: read, its image decoded, its prompt encoded.
 *
 * @param readyNanos when, by {@link System#nanoTime()}
 */
record PreparedTicket(TicketLease lease, Ticket ticket, EncodedPrompt prompt, long readyNanos) {}
