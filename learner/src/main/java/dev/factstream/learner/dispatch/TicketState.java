package dev.factstream.learner.dispatch;

import dev.factstream.schemas.ledger.TicketCounts;
import java.util.List;

/**
 * The state of a {@link TicketTracker} that survives a restart.
 *
 * @param counts number of tickets issued, and how they ended
 * @param poolPosition position of the next fresh question, see {@link
 *     dev.factstream.learner.pool.QuestionRounds#at}
 * @param open tickets without an outcome, in order of issue
 * @param waiting dropped questions that have not been issued again
 * @param canaries canary tickets issued, apart from the train tickets; 0 in checkpoints from before canaries existed
 * @param endings how the tickets before the oldest open one ended; null in checkpoints from before it was kept
 */
public record TicketState(
        TicketCounts counts,
        long poolPosition,
        List<OutstandingTicket> open,
        List<PendingReissue> waiting,
        long canaries,
        TicketEndings.State endings) {

    public TicketState {
        open = List.copyOf(open);
        waiting = List.copyOf(waiting);
    }

    /** The state before the first ticket. */
    public static TicketState initial() {
        return new TicketState(new TicketCounts(0, 0, 0, 0), 0, List.of(), List.of(), 0, null);
    }
}
