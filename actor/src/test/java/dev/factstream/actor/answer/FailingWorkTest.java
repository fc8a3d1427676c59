package dev.factstream.actor.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.actor.ActorTestTopics;
import dev.factstream.actor.AnsweringModel;
import dev.factstream.actor.adapter.LatestAdapters;
import dev.factstream.actor.adapter.ServedPolicies;
import dev.factstream.actor.lease.TicketLease;
import dev.factstream.actor.lease.TicketSource;
import dev.factstream.actor.outcome.OutcomeWriter;
import dev.factstream.infra.fixture.Eventually;
import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.model.generate.GenerationRequest;
import dev.factstream.model.generate.RunningSequence;
import dev.factstream.model.generate.SequenceDecoder;
import dev.factstream.model.generate.SimulatedDecoder;
import dev.factstream.model.network.FoldedWeights;
import dev.factstream.model.prompt.EncodedPrompt;
import dev.factstream.model.tokenizer.Tokenizer;
import dev.factstream.schemas.deadletter.DeadLetters;
import dev.factstream.schemas.ticket.Ticket;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.RecordKeys;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Some tickets end the work on them with an Error, as too little memory does. */
@ExtendWith(KafkaExtension.class)
class FailingWorkTest {
    private static final int POISON = 13;
    private static final TicketSource SOURCE = new TicketSource(ActorTestTopics.RUN, 5);

    @TempDir
    Path folder;

    private final ActorCounters counters = new ActorCounters();
    private final TicketQueue queue = new TicketQueue();
    private final WakeupSignal wakeup = new WakeupSignal();
    private ActorTestTopics stream;
    private OutcomeWriter outcomes;
    private FailedTickets failedTickets;

    @BeforeEach
    void connect(KafkaFixture kafka) {
        stream = new ActorTestTopics(kafka);
        outcomes = new OutcomeWriter(
                new KafkaProducer<>(kafka.clients().producer("actor")), stream.names(), refusal -> {});
        failedTickets = new FailedTickets(outcomes, counters);
    }

    @AfterEach
    void disconnect() {
        outcomes.close();
        stream.close();
    }

    @Test
    void aTicketWhosePreparationEndsWithAnErrorIsReleasedAndOnItsThirdDeliveryDead() throws Exception {
        PreparationPool pool = new PreparationPool(
                "actor", (source, lease) -> prepare(lease), queue, wakeup, failedTickets, newer -> {});
        TicketLease first = lease(POISON, 1);
        TicketLease third = lease(POISON, 3);
        TicketLease good = lease(1, 1);

        pool.accept(SOURCE, List.of(first, third, good));

        assertThat(first.settlement().get(30, TimeUnit.SECONDS)).isEqualTo(AcknowledgeType.RELEASE);
        assertThat(third.settlement().get(30, TimeUnit.SECONDS)).isEqualTo(AcknowledgeType.ACCEPT);
        Eventually.holds("the good one is prepared", () -> queue.size() == 1);
        assertThat(good.settlement()).isNotDone();
        assertLetter();
        pool.close();
    }

    @Test
    void aTicketWhoseGenerationEndsWithAnErrorIsReleasedAndOnItsThirdDeliveryDead() throws Exception {
        AnsweringModel.write(folder, 11);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        ServedPolicies policies = new ServedPolicies(new FailingDecoder(), new LatestAdapters(), 1, true);
        GenerationLoop loop = new GenerationLoop(
                queue,
                wakeup,
                new SampleBatch(policies, counters),
                new PlaceShares(4, System::nanoTime),
                new RolloutSender(
                        new RolloutAssembler(Tokenizer.load(folder), "actor"),
                        outcomes,
                        failedTickets,
                        counters,
                        Clock.systemUTC()),
                failedTickets,
                Clock.systemUTC(),
                Duration.ofMinutes(1),
                failure::set);
        TicketLease first = lease(POISON, 1);
        TicketLease third = lease(POISON, 3);
        TicketLease good = lease(1, 1);
        List.of(first, good, third).forEach(lease -> queue.put(prepare(lease, ticketOf(lease))));

        Thread thread = new Thread(loop, "generate");
        thread.start();

        assertThat(first.settlement().get(30, TimeUnit.SECONDS)).isEqualTo(AcknowledgeType.RELEASE);
        assertThat(third.settlement().get(30, TimeUnit.SECONDS)).isEqualTo(AcknowledgeType.ACCEPT);
        assertThat(good.settlement().get(30, TimeUnit.SECONDS)).isEqualTo(AcknowledgeType.ACCEPT);
        Eventually.holds("the good one has a rollout", () -> stream.rollouts().size() == 1);
        assertLetter();
        assertThat(failure.get()).isNull();
        loop.stop();
        thread.join();
    }

    private void assertLetter() {
        Eventually.holds("one dead letter", () -> stream.deadLetters().size() == 1);
        assertThat(DeadLetters.cause(stream.deadLetters().get(0).headers())).satisfies(cause -> {
            assertThat(cause.reason()).contains("delivered 3 times", "OutOfMemoryError", "of a test");
        });
    }

    private Optional<PreparedTicket> prepare(TicketLease lease) {
        Ticket ticket = ticketOf(lease);
        if (ticket.sequence() == POISON) {
            throw new OutOfMemoryError("of a test");
        }
        return Optional.of(prepare(lease, ticket));
    }

    private static PreparedTicket prepare(TicketLease lease, Ticket ticket) {
        int[] ids = {Math.toIntExact(ticket.sequence())};
        return new PreparedTicket(lease, ticket, new EncodedPrompt(ids, Optional.empty()), System.nanoTime());
    }

    private static Ticket ticketOf(TicketLease lease) {
        return Codecs.TICKETS.decode(lease.ticket().value());
    }

    /** Returns the lease of a ticket that was delivered {@code deliveries} times. */
    private static TicketLease lease(long sequence, int deliveries) {
        byte[] value = Codecs.TICKETS.encode(ActorTestTopics.ticket(sequence, 0, null));
        return new TicketLease(new ConsumerRecord<>(
                "prompts",
                0,
                sequence,
                0L,
                TimestampType.CREATE_TIME,
                0,
                value.length,
                RecordKeys.bytes("prompt"),
                value,
                new RecordHeaders(),
                Optional.empty(),
                Optional.of((short) deliveries)));
    }

    /** Ends with an Error when it decodes a sequence of a poison prompt; otherwise draws random tokens at once. */
    private static final class FailingDecoder implements SequenceDecoder {
        private final SequenceDecoder random = new SimulatedDecoder(4, Duration.ZERO, 10);

        @Override
        public int freeSlots() {
            return random.freeSlots();
        }

        @Override
        public List<RunningSequence> running() {
            return random.running();
        }

        @Override
        public int admissible(Iterable<GenerationRequest> waiting) {
            return random.admissible(waiting);
        }

        @Override
        public List<RunningSequence> admit(String policy, List<GenerationRequest> requests) {
            return random.admit(policy, requests);
        }

        @Override
        public List<RunningSequence> step() {
            if (random.running().stream()
                    .anyMatch(running -> running.request().prompt().ids()[0] == POISON)) {
                throw new OutOfMemoryError("of a test");
            }
            return random.step();
        }

        @Override
        public void useWeights(String policy, FoldedWeights next, boolean rebuild) {
            random.useWeights(policy, next, rebuild);
        }

        @Override
        public void releaseWeights(String policy) {
            random.releaseWeights(policy);
        }

        @Override
        public void clear() {
            random.clear();
        }

        @Override
        public void close() {
            random.close();
        }
    }
}
