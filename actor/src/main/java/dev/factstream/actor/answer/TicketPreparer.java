package dev.factstream.actor.answer;

import dev.factstream.actor.lease.TicketLease;
import dev.factstream.actor.lease.TicketSource;
import dev.factstream.runtime.kafka.MissingTopicException;
import dev.factstream.schemas.wire.HeaderText;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prepares tickets concurrently with generation, and sends unanswerable ones to dead-letters. Thread-safe. */
final class TicketPreparer implements Preparation {
    private static final Logger LOG = LoggerFactory.getLogger(TicketPreparer.class);

    private final TicketEncoder encoder;
    private final FailedTickets failed;

    TicketPreparer(TicketEncoder encoder, FailedTickets failed) {
        this.encoder = encoder;
        this.failed = failed;
    }

    /**
     * Returns the prepared ticket; empty if it is sent to dead-letters, or accepted because it is not of the run of {@code source}.
     * Blocks while a picture is fetched.
     */
    @Override
    public Optional<PreparedTicket> prepare(TicketSource source, TicketLease lease) {
        if (runOf(lease).filter(other -> !other.equals(source.runId())).isPresent()) {
            failed.passOver(lease);
            return Optional.empty();
        }
        try {
            Optional<PreparedTicket> prepared = encoder.read(source, lease);
            if (prepared.isEmpty()) {
                failed.passOver(lease);
            }
            return prepared;
        } catch (UnanswerableTicketException e) {
            failed.sendToDeadLetters(lease, e.ticket(), e.getMessage());
            return Optional.empty();
        } catch (KafkaException | MissingTopicException e) {
            LOG.warn("The brokers do not deliver the picture of a ticket, which another actor may try", e);
            failed.release(lease);
            return Optional.empty();
        }
    }

    /** Reads the pictures of tickets together. */
    @Override
    public void prefetch(List<TicketLease> tickets) {
        encoder.prefetch(tickets);
    }

    /** Returns the run in the headers of a ticket, by which most tickets of other runs are passed over without decoding them. */
    private static Optional<String> runOf(TicketLease lease) {
        Headers headers = lease.ticket().headers();
        return HeaderText.get(headers, HeaderText.RUN_ID)
                .or(() -> HeaderText.get(headers, HeaderText.TICKET_ID)
                        .filter(id -> id.indexOf('/') > 0)
                        .map(id -> id.substring(0, id.lastIndexOf('/'))));
    }
}
