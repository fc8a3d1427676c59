package dev.factstream.learner.dispatch;

import dev.factstream.schemas.ledger.Counts;
import java.util.List;

/**
 * All that a {@link TicketBook} must remember over a restart.
 *
 * @param counts how many were issued, and how they ended
 * @param poolPosition position of the next fresh question, see {@link PromptPool#at}
 * @param open tickets without an outcome, in order of issue
 * @param waiting dropped questions not yet issued again
 * @param canaries issued beside the train tickets; 0 in checkpoints from before there were any
 */
public record TicketState(
        Counts counts, long poolPosition, List<OpenTicket> open, List<Reissue> waiting, long canaries) {

    public TicketState {
        open = List.copyOf(open);
        waiting = List.copyOf(waiting);
    }

    /** Nothing issued yet. */
    public static TicketState initial() {
        return new TicketState(new Counts(0, 0, 0, 0), 0, List.of(), List.of(), 0);
    }
}
