package dev.factstream.actor.answer;

import dev.factstream.actor.lease.TicketLease;
import dev.factstream.model.prompt.EncodedPrompt;
import dev.factstream.schemas.ticket.Ticket;

/**
 * A ticket that is ready for generation: decoded, with decoded image and encoded prompt.
 *
 * @param readyNanos time of its preparation, by {@link System#nanoTime()}
 */
record PreparedTicket(TicketLease lease, Ticket ticket, EncodedPrompt prompt, long readyNanos) {}
