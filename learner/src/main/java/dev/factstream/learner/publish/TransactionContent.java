package dev.factstream.learner.publish;

import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.run.RunState;
import dev.factstream.schemas.ticket.Ticket;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The content of one transaction.
 *
 * @param adapter the weights of a new version; empty if only tickets are issued
 * @param ledger the ledger record that commits the version
 * @param state the run's state after it
 * @param tickets tickets that the version allows
 * @param others dead letters made from refused rollouts, and tombstones of adapters that are no longer kept
 */
public record TransactionContent(
        Optional<ChunkedAdapter> adapter,
        LedgerRecord ledger,
        RunState state,
        List<Ticket> tickets,
        List<ProducerRecord<byte[], byte[]>> others) {

    public TransactionContent {
        tickets = List.copyOf(tickets);
        others = List.copyOf(others);
    }
}
