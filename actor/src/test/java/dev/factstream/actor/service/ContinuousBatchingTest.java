package dev.factstream.actor.service;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import dev.factstream.actor.ActorTestTopics;
import dev.factstream.actor.AnsweringModel;
import dev.factstream.infra.fixture.Eventually;
import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.ticket.Question;
import dev.factstream.schemas.ticket.Ticket;
import dev.factstream.schemas.topics.TopicCatalogue;
import dev.factstream.schemas.wire.RecordKeys;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ShareMemberDescription;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An actor fills its slots one by one, and never holds more tickets than it has slots. */
@ExtendWith(KafkaExtension.class)
class ContinuousBatchingTest {
    private static final int PARTITIONS = TopicCatalogue.WORK_PARTITIONS;

    private static VisionLanguageModel model;

    private KafkaFixture kafka;
    private ActorTestTopics stream;

    @BeforeAll
    static void load(@TempDir Path folder) {
        AnsweringModel.write(folder, 17);
        model = VisionLanguageModel.load(folder, Device.cpu());
    }

    @AfterAll
    static void unload() {
        model.close();
    }

    @BeforeEach
    void connect(KafkaFixture kafka) {
        this.kafka = kafka;
        stream = new ActorTestTopics(kafka, model);
    }

    @AfterEach
    void disconnect() {
        stream.close();
    }

    @Test
    void aFreeSlotIsFilledAtOnceWhileOtherTicketsAreHeldForLong() {
        int slots = 2 * PARTITIONS;
        try (ActorService actor =
                ActorService.start(stream.settings("actor.batch.size", "" + slots, "actor.lanes", "" + slots), model)) {
            awaitMembers(slots);
            // Two partitions have tickets that wait for a missing version. A partition may have but one lane,
            // since Kafka does not always assign lanes evenly; so the other tickets are in the other two.
            stream.issue(tickets(0, 4, 1, 0, 1));
            stream.issue(tickets(100, 40, 0, 2, 3));
            Eventually.holds("all that can be answered", () -> stream.rollouts().size() == 40);

            assertThat(stream.rollouts()).extracting(Rollout::minVersion).containsOnly(0);
            assertThat(actor.status().failure()).isEmpty();
            try (var scope = model.newScope();
                    var adapter = AnsweringModel.adapter(model, scope, 5)) {
                stream.publish(model, adapter, 1);
            }
            Eventually.holds("the others too", () -> stream.rollouts().size() == 44);
            assertThat(stream.rollouts()).extracting(Rollout::deliveryCount).containsOnly(1);
        }
    }

    @Test
    void anActorHoldsAtMostAsManyTicketsAsItHasSlotsAcrossRenewals() throws Exception {
        kafka.setLock(stream.group(), Duration.ofSeconds(6));
        try (ActorService actor =
                ActorService.start(stream.settings("actor.batch.size", "5", "actor.lanes", "2"), model)) {
            awaitMembers(2);
            stream.issue(tickets(0, 40, 1, 0, 1, 2, 3));
            Eventually.holds("it holds some", () -> actor.status().waiting() > 0);
            Eventually.holds(
                    "almost two renewals of five tickets", () -> actor.status().renewals() >= 5);
            assertThat(actor.status().waiting()).isBetween(1, 5);
            while (actor.status().renewals() < 10) {
                Thread.onSpinWait(); // so that it closes while renewals are in flight
            }
        }
        Map<Long, Integer> deliveries = new HashMap<>();
        try (ShareConsumer<byte[], byte[]> other =
                new KafkaShareConsumer<>(kafka.clients().shareConsumer("other", stream.group(), 100))) {
            other.subscribe(List.of(stream.names().prompts()));
            Eventually.holds("another gets all", () -> {
                other.poll(Duration.ofMillis(200)).forEach(ticket -> {
                    deliveries.put(100 * ticket.offset() + ticket.partition(), (int)
                            ticket.deliveryCount().orElseThrow());
                    other.acknowledge(ticket);
                });
                return deliveries.size() == 40;
            });
        }
        // all tickets that the actor had locked, received or not, are delivered for the second time
        assertThat(deliveries.values().stream().filter(count -> count > 1)).hasSizeBetween(1, 5);
    }

    /** Returns tickets of very different lengths, with prompts in some partitions in turn. */
    private static Ticket[] tickets(int first, int count, int minVersion, int... partitions) {
        return IntStream.range(first, first + count)
                .mapToObj(i -> ActorTestTopics.ticket(
                        i,
                        minVersion,
                        new Question(
                                inPartition(partitions[i % partitions.length], i),
                                "W" + "h".repeat(i * 7 % 60) + "o?",
                                Optional.empty()),
                        1 + i * 5 % 17))
                .toArray(Ticket[]::new);
    }

    /** Returns the id of a prompt whose tickets belong to {@code partition}. */
    private static String inPartition(int partition, int number) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "prompt-" + number + "-" + i)
                .filter(id -> Utils.toPositive(Utils.murmur2(RecordKeys.bytes(id))) % PARTITIONS == partition)
                .findFirst()
                .orElseThrow();
    }

    /** Waits until all lanes have joined and each has as many partitions as another. */
    private void awaitMembers(int count) {
        try (Admin admin = kafka.admin()) {
            Eventually.holds(count + " members with partitions", () -> {
                List<Integer> shares = partitionsOfMembers(admin);
                return shares.size() == count
                        && shares.stream().allMatch(share -> share == Math.max(1, PARTITIONS / count));
            });
        }
    }

    private List<Integer> partitionsOfMembers(Admin admin) {
        String group = stream.group();
        try {
            return admin.describeShareGroups(List.of(group)).all().get().get(group).members().stream()
                    .map(ShareMemberDescription::assignment)
                    .map(assignment -> assignment.topicPartitions().size())
                    .toList();
        } catch (InterruptedException | ExecutionException e) {
            return List.of(); // no member has joined yet
        }
    }
}
