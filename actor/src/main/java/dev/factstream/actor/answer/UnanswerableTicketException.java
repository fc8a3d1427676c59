package dev.factstream.actor.answer;

import dev.factstream.schemas.ticket.Ticket;
import java.util.Optional;

/** A ticket that no actor can answer, however often it is retried. The message is one line and says why. */
final class UnanswerableTicketException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Optional<Ticket> ticket;

    UnanswerableTicketException(Optional<Ticket> ticket, String message) {
        super(message);
        this.ticket = ticket;
    }

    /** Returns the ticket, if it could be decoded. */
    Optional<Ticket> ticket() {
        return ticket;
    }
}
