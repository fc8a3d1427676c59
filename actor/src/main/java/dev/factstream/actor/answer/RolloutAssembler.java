package dev.factstream.actor.answer;

import dev.factstream.actor.adapter.PolicyVersion;
import dev.factstream.model.generate.Generation;
import dev.factstream.model.tokenizer.Tokenizer;
import dev.factstream.schemas.rollout.FinishReason;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.rollout.Timings;
import dev.factstream.schemas.ticket.Ticket;

/** Creates the rollout of a finished generation. Thread-safe. */
final class RolloutAssembler {
    private final Tokenizer tokenizer;
    private final String actorId;

    RolloutAssembler(Tokenizer tokenizer, String actorId) {
        this.tokenizer = tokenizer;
        this.actorId = actorId;
    }

    /**
     * @param version that drew the last token
     * @param finishedAtMillis since the epoch
     * @param nanos from the start of the ticket to the last token
     */
    Rollout assemble(
            SampleInProgress sample, Generation generation, PolicyVersion version, long finishedAtMillis, long nanos) {
        PreparedTicket prepared = sample.ticket().prepared();
        Ticket ticket = prepared.ticket();
        long startedAtMillis = sample.ticket().startedAtMillis();
        double queueSeconds = (startedAtMillis - ticket.issuedAtMillis()) / 1e3;
        return new Rollout(
                Rollout.id(ticket.ticketId(), sample.number()),
                ticket.ticketId(),
                sample.number(),
                ticket.runId(),
                ticket.purpose(),
                ticket.minVersion(),
                ticket.question(),
                ticket.sampling(),
                generation.tokens(),
                generation.logProbs(),
                generation.meanEntropy(),
                sample.runs(),
                version.adapterHash(),
                tokenizer.decode(generation.tokens()),
                generation.stopped() ? FinishReason.STOP : FinishReason.LENGTH,
                new Timings(startedAtMillis, finishedAtMillis, queueSeconds, nanos / 1e9),
                actorId,
                prepared.lease().deliveryCount());
    }
}
