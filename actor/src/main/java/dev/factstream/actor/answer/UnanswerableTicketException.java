package dev.factstream.actor.answer;

import dev.factstream.schemas.ticket.Ticket;
import java.util.Optional;

/** A ticket that no actor can answer, however often it is tried. The message says why in one line. */
final class UnanswerableTicketException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Optional<Ticket> ticket;

    UnanswerableTicketException(Optional<Ticket> ticket, String message) {
        super(message);
        this.ticket = ticket;
    }

    /** The ticket, as far as it could be read. */
    Optional<Ticket> ticket() {
        return ticket;
    }
}
