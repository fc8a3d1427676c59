package dev.factstream.infra.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.infra.fixture.Eventually;
import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.runtime.kafka.ActorShareGroup;
import dev.factstream.schemas.topics.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where the share group of a run's actors begins, on a real broker. */
@ExtendWith(KafkaExtension.class)
class ActorShareGroupTest {
    private static final String BASE = "0123456789abcdef";

    private KafkaFixture kafka;
    private TopicNames names;
    private Admin admin;

    @BeforeEach
    void makeTopics(KafkaFixture fixture) {
        kafka = fixture;
        names = kafka.newTopics();
        admin = kafka.admin();
    }

    @AfterEach
    void disconnect() {
        admin.close();
    }

    @Test
    void theGroupOfANewRunDoesNotReadTheTicketsOfEarlierRuns() {
        send("earlier 1", "earlier 2");
        ActorShareGroup group = new ActorShareGroup(admin, names, BASE, "new");
        group.prepare(true);
        send("own");

        assertThat(take(group.name(), 1)).containsExactly("own");
    }

    @Test
    void preparingAgainKeepsThePosition() {
        ActorShareGroup group = new ActorShareGroup(admin, names, BASE, "run");
        group.prepare(true);
        send("1", "2");
        assertThat(take(group.name(), 2)).containsExactlyInAnyOrder("1", "2");
        send("3");
        group.prepare(true);

        assertThat(take(group.name(), 1)).containsExactly("3");
    }

    @Test
    void aRunFromBeforeContinuesWhereTheCommonGroupStands() {
        kafka.configureGroup(names.commonActorsGroup());
        send("answered long ago");
        assertThat(take(names.commonActorsGroup(), 1)).containsExactly("answered long ago");
        send("answered");
        assertThat(take(names.commonActorsGroup(), 1)).containsExactly("answered");
        send("open");
        ActorShareGroup group = new ActorShareGroup(admin, names, BASE, "old");
        group.prepare(false);

        // the last acknowledgement moves the stored position only with the next one
        assertThat(take(group.name(), 1)).contains("open").doesNotContain("answered long ago");
    }

    @Test
    void aRunFromBeforeWithoutACommonGroupBeginsWithItsOldestTicket() {
        send("open");
        ActorShareGroup group = new ActorShareGroup(admin, names, BASE, "old");
        group.prepare(false);

        assertThat(take(group.name(), 1)).containsExactly("open");
    }

    @Test
    void aGroupThatNobodyPreparedIsRefused() {
        assertThatThrownBy(() -> new ActorShareGroup(admin, names, BASE, "unknown").requirePrepared())
                .isInstanceOf(KafkaException.class)
                .hasMessageContaining("instead of");
        ActorShareGroup prepared = new ActorShareGroup(admin, names, BASE, "known");
        prepared.prepare(true);
        assertThat(prepared.requirePrepared()).isEqualTo(5);
    }

    private void send(String... values) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(kafka.clients().producer("test"))) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(
                        names.prompts(),
                        value.getBytes(StandardCharsets.UTF_8),
                        value.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    /** Takes tickets until there are {@code count}, and what comes in one more poll. */
    private List<String> take(String group, int count) {
        List<String> taken = new ArrayList<>();
        try (KafkaShareConsumer<byte[], byte[]> actor =
                new KafkaShareConsumer<>(kafka.clients().shareConsumer("taker", group, 10))) {
            actor.subscribe(List.of(names.prompts()));
            Eventually.holds(count + " tickets are taken", () -> {
                poll(actor, taken);
                return taken.size() >= count;
            });
            poll(actor, taken);
        }
        return taken;
    }

    private static void poll(KafkaShareConsumer<byte[], byte[]> actor, List<String> taken) {
        actor.poll(Duration.ofMillis(200)).forEach(record -> {
            taken.add(new String(record.value(), StandardCharsets.UTF_8));
            actor.acknowledge(record, AcknowledgeType.ACCEPT);
        });
        actor.commitSync();
    }
}
