package dev.factstream.actor.lease;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One ticket that this actor holds the lock of, from the poll that brought it until it is settled.
 *
 * <p>Whoever works on the ticket settles it, from any thread, once; {@link TicketLoop} keeps its lock until then and
 * tells the broker afterwards. Settling twice has no effect.
 */
public final class TicketLease {
    private final ConsumerRecord<byte[], byte[]> ticket;
    private final CompletableFuture<AcknowledgeType> settlement = new CompletableFuture<>();

    TicketLease(ConsumerRecord<byte[], byte[]> ticket) {
        this.ticket = ticket;
    }

    /** The record as it lies in the topic, not decoded. */
    public ConsumerRecord<byte[], byte[]> ticket() {
        return ticket;
    }

    /** How often the broker has handed this ticket out, this time included. */
    public int deliveryCount() {
        return ticket.deliveryCount().orElse((short) 1);
    }

    /** The ticket has its outcome, and the broker has it: it must not be delivered again. */
    public void accept() {
        settlement.complete(AcknowledgeType.ACCEPT);
    }

    /** The ticket has no outcome here: another actor may try it at once. */
    public void release() {
        settlement.complete(AcknowledgeType.RELEASE);
    }

    CompletableFuture<AcknowledgeType> settlement() {
        return settlement;
    }

    /** What the broker is to be told now: that the lock is still needed, unless the ticket is settled. */
    AcknowledgeType acknowledgement() {
        return settlement.getNow(AcknowledgeType.RENEW);
    }
}
