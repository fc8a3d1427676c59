package dev.factstream.actor.answer;

import dev.factstream.actor.adapter.ServedAdapter;
import dev.factstream.model.generate.Generation;
import dev.factstream.model.tokenizer.Tokenizer;
import dev.factstream.schemas.rollout.FinishReason;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.rollout.Timings;
import dev.factstream.schemas.rollout.VersionRun;
import dev.factstream.schemas.ticket.Ticket;
import java.util.List;

/** Makes the record of a finished generation. Thread-safe. */
final class RolloutAssembler {
    private final Tokenizer tokenizer;
    private final String actorId;

    RolloutAssembler(Tokenizer tokenizer, String actorId) {
        this.tokenizer = tokenizer;
        this.actorId = actorId;
    }

    /** When a batch began and ended: since the epoch, and by the monotonic clock. */
    record Span(long startedAtMillis, long finishedAtMillis, long nanos) {}

    Rollout assemble(PreparedTicket prepared, int sample, Generation generation, ServedAdapter adapter, Span span) {
        Ticket ticket = prepared.ticket();
        double queueSeconds = (span.startedAtMillis() - ticket.issuedAtMillis()) / 1e3;
        return new Rollout(
                Rollout.id(ticket.ticketId(), sample),
                ticket.ticketId(),
                sample,
                ticket.runId(),
                ticket.purpose(),
                ticket.minVersion(),
                ticket.question(),
                ticket.sampling(),
                generation.tokens(),
                generation.logProbs(),
                generation.meanEntropy(),
                List.of(new VersionRun(adapter.version(), generation.tokens().length)),
                adapter.hash(),
                tokenizer.decode(generation.tokens()),
                generation.stopped() ? FinishReason.STOP : FinishReason.LENGTH,
                new Timings(span.startedAtMillis(), span.finishedAtMillis(), queueSeconds, span.nanos() / 1e9),
                actorId,
                prepared.lease().deliveryCount());
    }
}
