package dev.factstream.actor.lease;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A ticket whose lock this actor holds, from the poll that returned it until it is settled.
 *
 * <p>The worker settles the ticket once, from any thread; {@link TicketLoop} renews the lock until then and acknowledges the
 * ticket afterwards. Settling twice has no effect.
 */
public final class TicketLease {
    private final ConsumerRecord<byte[], byte[]> ticket;
    private final CompletableFuture<AcknowledgeType> settlement = new CompletableFuture<>();

    /** Creates the lease of a delivered record. */
    public TicketLease(ConsumerRecord<byte[], byte[]> ticket) {
        this.ticket = ticket;
    }

    /** Returns the record as read from the topic, not decoded. */
    public ConsumerRecord<byte[], byte[]> ticket() {
        return ticket;
    }

    /** Returns the number of deliveries of this ticket, including this one. */
    public int deliveryCount() {
        return ticket.deliveryCount().orElse((short) 1);
    }

    /** Settles a ticket whose outcome the broker has stored: it must not be delivered again. */
    public void accept() {
        settlement.complete(AcknowledgeType.ACCEPT);
    }

    /** Settles a ticket without an outcome: another actor may try it at once. */
    public void release() {
        settlement.complete(AcknowledgeType.RELEASE);
    }

    /** Completes with the acknowledgement when the ticket is settled; never exceptionally. */
    public CompletableFuture<AcknowledgeType> settlement() {
        return settlement;
    }

    /** Returns the acknowledgement to send now: a renewal of the lock unless the ticket is settled. */
    AcknowledgeType acknowledgement() {
        return settlement.getNow(AcknowledgeType.RENEW);
    }
}
