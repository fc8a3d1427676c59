package dev.factstream.lab.samples;

import dev.factstream.runtime.kafka.ActorShareGroup;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.schemas.ledger.TicketCounts;
import dev.factstream.schemas.run.RunState;
import dev.factstream.schemas.run.RunStatus;
import dev.factstream.schemas.ticket.Purpose;
import dev.factstream.schemas.ticket.Question;
import dev.factstream.schemas.ticket.Sampling;
import dev.factstream.schemas.ticket.Ticket;
import dev.factstream.schemas.ticket.TicketPolicy;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.RecordKeys;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Publishes sample tickets for actors: questions of a picture book, each with a distinct promptId, so that they spread over all
 * partitions. Not thread-safe.
 */
public final class SampleTickets implements AutoCloseable {
    private static final String RUN = "sample";

    private final SampleRollouts samples;
    private final TopicNames names;
    private final TicketPolicy policy;
    private final int maxTokens;
    private final Producer<byte[], byte[]> producer;
    private int issued;

    /**
     * Opens a run for the tickets, as a learner does.
     *
     * @param baseHash of the base model that answers
     * @param pictures number of pictures
     * @param maxTokens maximum tokens per answer
     */
    public SampleTickets(KafkaClients clients, TopicNames names, String baseHash, int pictures, int maxTokens) {
        samples = new SampleRollouts(RUN, pictures, 1);
        this.names = names;
        this.maxTokens = maxTokens;
        policy = new TicketPolicy("policy", baseHash);
        try (Admin admin = Admin.create(clients.admin("sample-tickets-admin"))) {
            new ActorShareGroup(admin, names, baseHash, RUN).prepare(true);
        }
        producer = new KafkaProducer<>(clients.producer("sample-tickets"));
        producer.send(new ProducerRecord<>(names.runState(), RecordKeys.bytes(RUN), Codecs.RUN_STATES.encode(state())));
        producer.flush();
    }

    private RunState state() {
        return new RunState(
                RUN,
                policy.policyId(),
                policy.baseHash(),
                RunStatus.OPEN,
                0,
                "none",
                0,
                new TicketCounts(0, 0, 0, 0),
                "none",
                "none",
                System.currentTimeMillis(),
                Optional.empty());
    }

    /** Issues {@code count} more tickets, and returns when the broker has acknowledged them. */
    public void issue(int count) {
        for (int i = 0; i < count; i++) {
            Ticket ticket = next();
            producer.send(new ProducerRecord<>(
                    names.prompts(), RecordKeys.bytes(ticket.question().promptId()), Codecs.TICKETS.encode(ticket)));
        }
        producer.flush();
    }

    /** The number of tickets issued so far. */
    public int issued() {
        return issued;
    }

    private Ticket next() {
        int number = issued++;
        Question asked = samples.question(number);
        return new Ticket(
                Ticket.id(RUN, number),
                RUN,
                number,
                Purpose.TRAIN,
                0,
                0,
                1,
                new Sampling(1, 1, 0, maxTokens, number),
                new Question("sample-" + number, asked.text(), asked.image()),
                Optional.empty(),
                System.currentTimeMillis(),
                Optional.of(policy));
    }

    @Override
    public void close() {
        producer.close();
    }
}
