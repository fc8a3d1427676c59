package dev.factstream.schemas.ledger;

import dev.factstream.schemas.Check;

/** The number of train tickets issued since the start of the run, and how many of them ended in each way. */
public record TicketCounts(long issued, long trained, long dropped, long dead) {
    public TicketCounts {
        Check.notNegative(issued, "issued");
        Check.notNegative(trained, "trained");
        Check.notNegative(dropped, "dropped");
        Check.notNegative(dead, "dead");
        Check.require(
                trained + dropped + dead <= issued,
                "closed tickets",
                "exceed issued " + issued,
                trained + dropped + dead);
    }

    /** Returns the number of tickets issued and not yet closed. */
    public long outstanding() {
        return issued - trained - dropped - dead;
    }
}
