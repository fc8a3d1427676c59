package dev.factstream.schemas.run;

import dev.factstream.schemas.Check;
import dev.factstream.schemas.ledger.TicketCounts;
import java.util.Objects;

/**
 * The oldest tickets of a run, all of which have ended. The ticket balance counts them by this record, so that it needs only the
 * newest part of the topics, whatever retention has deleted.
 *
 * @param sequence the sequence of the oldest ticket that may be open; all train tickets before it have ended
 * @param sinceMillis no ticket from that sequence on was issued before this time, since the epoch
 * @param counts how the train tickets before it ended; {@code issued} is their number
 */
public record SettledTickets(long sequence, long sinceMillis, TicketCounts counts) {
    public SettledTickets {
        Check.notNegative(sequence, "sequence");
        Objects.requireNonNull(counts, "counts");
        Check.require(counts.outstanding() == 0, "counts", "must have no open tickets", counts);
    }

    /** Returns the number of canary tickets among the tickets before {@code sequence}. */
    public long canaries() {
        return sequence - counts.issued();
    }
}
