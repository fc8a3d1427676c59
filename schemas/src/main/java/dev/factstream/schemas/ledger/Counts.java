package dev.factstream.schemas.ledger;

import dev.factstream.schemas.Check;

/** How many train tickets of the run were issued, and how many of them have ended in each way, since its start. */
public record Counts(long issued, long trained, long dropped, long dead) {
    public Counts {
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

    /** Tickets issued and not yet closed. */
    public long outstanding() {
        return issued - trained - dropped - dead;
    }
}
