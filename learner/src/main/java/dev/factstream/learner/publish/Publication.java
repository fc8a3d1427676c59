package dev.factstream.learner.publish;

import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.ticket.Ticket;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What becomes true at once.
 *
 * @param adapter the weights of a new version; empty where only tickets go out
 * @param ledger the record that makes it true
 * @param tickets those that the version allows
 * @param letters dead letters of what could not be used
 */
public record Publication(
        Optional<AdapterFile> adapter,
        LedgerRecord ledger,
        List<Ticket> tickets,
        List<ProducerRecord<byte[], byte[]>> letters) {

    public Publication {
        tickets = List.copyOf(tickets);
        letters = List.copyOf(letters);
    }
}
