package dev.factstream.infra.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.infra.fixture.Eventually;
import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.schemas.ticket.Purpose;
import dev.factstream.schemas.ticket.Question;
import dev.factstream.schemas.ticket.Sampling;
import dev.factstream.schemas.ticket.Ticket;
import dev.factstream.schemas.topics.ActorShareGroupConfig;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.RecordKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The delivery guarantees of the topic {@code prompts} for actors, on a real broker. */
@ExtendWith(KafkaExtension.class)
class TicketDeliveryTest {
    private KafkaClients clients;
    private TopicNames names;
    private String group;

    @BeforeEach
    void makeTopics(KafkaFixture kafka) {
        clients = kafka.clients();
        names = kafka.newTopics();
        group = kafka.prepareActors(names, "0123456789abcdef", "run");
    }

    @Test
    void actorsGetOnlyCommittedTicketsIncludingThoseIssuedBeforeTheyJoined() {
        issue(List.of(0L, 1L, 2L), true);
        issue(List.of(3L, 4L), false);
        issue(List.of(5L), true);

        assertThat(take(4, AcknowledgeType.ACCEPT)).containsExactlyInAnyOrder(0L, 1L, 2L, 5L);
    }

    @Test
    void twoActorsShareTicketsWithoutOverlap() {
        List<Long> sequences = LongStream.range(0, 40).boxed().toList();
        issue(sequences, true);

        List<Long> taken = new ArrayList<>();
        try (KafkaShareConsumer<byte[], byte[]> first = actor("actor-1", 4);
                KafkaShareConsumer<byte[], byte[]> second = actor("actor-2", 4)) {
            Eventually.holds("all tickets are taken", () -> {
                taken.addAll(poll(first, AcknowledgeType.ACCEPT));
                taken.addAll(poll(second, AcknowledgeType.ACCEPT));
                return taken.size() >= sequences.size();
            });
        }

        assertThat(taken).containsExactlyInAnyOrderElementsOf(sequences);
    }

    @Test
    void aPollReturnsAtMostAsManyTicketsAsThereAreFreeSlots() {
        issue(LongStream.range(0, 10).boxed().toList(), true);

        List<Integer> sizes = new ArrayList<>();
        try (KafkaShareConsumer<byte[], byte[]> actor = actor("actor", 3)) {
            Eventually.holds("all tickets are taken", () -> {
                sizes.add(poll(actor, AcknowledgeType.ACCEPT).size());
                return sizes.stream().mapToInt(Integer::intValue).sum() >= 10;
            });
        }

        assertThat(sizes).allMatch(size -> size <= 3);
    }

    @Test
    void aReleasedTicketIsRedeliveredWithItsDeliveryCountUpToTheLimit() {
        issue(List.of(7L), true);

        List<Short> counts = new ArrayList<>();
        try (KafkaShareConsumer<byte[], byte[]> actor = actor("actor", 1)) {
            Eventually.holds("the last delivery", () -> {
                for (ConsumerRecord<byte[], byte[]> record : actor.poll(Duration.ofMillis(100))) {
                    counts.add(record.deliveryCount().orElseThrow());
                    boolean last = counts.size() == ActorShareGroupConfig.DELIVERY_COUNT_LIMIT;
                    actor.acknowledge(record, last ? AcknowledgeType.ACCEPT : AcknowledgeType.RELEASE);
                }
                actor.commitSync();
                return counts.size() >= ActorShareGroupConfig.DELIVERY_COUNT_LIMIT;
            });
        }

        assertThat(counts).containsExactly((short) 1, (short) 2, (short) 3, (short) 4, (short) 5);
    }

    @Test
    void ticketsOfALeavingActorGoToAnotherActor() {
        issue(List.of(8L, 9L), true);
        try (KafkaShareConsumer<byte[], byte[]> leaving = actor("leaving", 2)) {
            List<Long> held = new ArrayList<>();
            Eventually.holds("the leaving actor holds both", () -> {
                leaving.poll(Duration.ofMillis(100)).forEach(record -> {
                    held.add(ticket(record).sequence());
                    leaving.acknowledge(record, AcknowledgeType.RELEASE);
                });
                return held.size() >= 2;
            });
        }

        assertThat(take(2, AcknowledgeType.ACCEPT)).containsExactlyInAnyOrder(8L, 9L);
    }

    private List<Long> take(int count, AcknowledgeType type) {
        List<Long> taken = new ArrayList<>();
        try (KafkaShareConsumer<byte[], byte[]> actor = actor("taker", 10)) {
            Eventually.holds(count + " tickets are taken", () -> {
                taken.addAll(poll(actor, type));
                return taken.size() >= count;
            });
            taken.addAll(poll(actor, type));
        }
        return taken;
    }

    private KafkaShareConsumer<byte[], byte[]> actor(String clientId, int slots) {
        KafkaShareConsumer<byte[], byte[]> actor =
                new KafkaShareConsumer<>(clients.shareConsumer(clientId, group, slots));
        actor.subscribe(List.of(names.prompts()));
        return actor;
    }

    private static List<Long> poll(KafkaShareConsumer<byte[], byte[]> actor, AcknowledgeType type) {
        List<Long> sequences = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : actor.poll(Duration.ofMillis(100))) {
            sequences.add(ticket(record).sequence());
            actor.acknowledge(record, type);
        }
        actor.commitSync();
        return sequences;
    }

    private static Ticket ticket(ConsumerRecord<byte[], byte[]> record) {
        return Codecs.TICKETS.decode(record.value());
    }

    /** Sends tickets in one transaction, which is committed or aborted. */
    private void issue(List<Long> sequences, boolean commit) {
        try (KafkaProducer<byte[], byte[]> learner =
                new KafkaProducer<>(clients.transactionalProducer("learner", names.transactionalId("learner")))) {
            learner.initTransactions();
            learner.beginTransaction();
            for (long sequence : sequences) {
                Ticket ticket = ticket(sequence);
                learner.send(new ProducerRecord<>(
                        names.prompts(),
                        RecordKeys.bytes(ticket.question().promptId()),
                        Codecs.TICKETS.encode(ticket)));
            }
            learner.flush();
            if (commit) {
                learner.commitTransaction();
            } else {
                learner.abortTransaction();
            }
        }
    }

    private static Ticket ticket(long sequence) {
        return new Ticket(
                Ticket.id("run", sequence),
                "run",
                sequence,
                Purpose.TRAIN,
                0,
                0,
                1,
                new Sampling(1, 1, 0, 16, sequence),
                new Question("prompt-" + sequence, "Is there a dog?", Optional.empty()),
                Optional.empty(),
                0,
                Optional.empty());
    }
}
