package dev.factstream.infra.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.infra.fixture.Eventually;
import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.infra.fixture.TestRecords;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.MissingTopicException;
import dev.factstream.runtime.kafka.StartOffsets;
import dev.factstream.runtime.kafka.TopicFollower;
import dev.factstream.schemas.topics.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaExtension.class)
class TopicFollowerTest {
    private static final Duration WAIT = Duration.ofMillis(50);

    private final KafkaFixture kafka;
    private final KafkaClients clients;
    private final String first;
    private final String second;
    private final List<String> read = new ArrayList<>();

    TopicFollowerTest(KafkaFixture kafka) throws Exception {
        this.kafka = kafka;
        clients = kafka.clients();
        TopicNames names = kafka.newNames();
        first = names.rollouts();
        second = names.facts();
        create(first);
        create(second);
        TestRecords.send(clients, first, "key", "a");
        TestRecords.send(clients, first, "key", "b");
    }

    @Test
    void passesOnTheRecordsThatAreThereAndThoseThatFollow() {
        try (TopicFollower follower = open(StartOffsets.beginning(), first)) {
            assertThat(follower.isCaughtUp()).isFalse();
            Eventually.holds("caught up", () -> {
                follower.poll(WAIT, this::add);
                return follower.isCaughtUp();
            });
            assertThat(read).containsExactly("a", "b");

            TestRecords.send(clients, first, "key", "c");

            Eventually.holds("the new record", () -> follower.poll(WAIT, this::add) > 0);
            assertThat(read).containsExactly("a", "b", "c");
            assertThat(follower.isCaughtUp()).isTrue();
            assertThat(follower.lag()).isZero();
        }
    }

    @Test
    void beginsAtTheEnd() {
        try (TopicFollower follower = open(StartOffsets.last(0), first)) {
            assertThat(follower.isCaughtUp()).isTrue();
            TestRecords.send(clients, first, "key", "new");

            follower.readToEnd(this::add);

            assertThat(read).containsExactly("new");
        }
    }

    @Test
    void readsToTheCurrentEndAgainAndAgain() {
        try (TopicFollower follower = open(StartOffsets.beginning(), first, second)) {
            follower.readToEnd(this::add);
            follower.readToEnd(this::add);
            assertThat(read).containsExactly("a", "b");
            TestRecords.send(clients, second, "key", "x");
            TestRecords.send(clients, first, "key", "c");

            follower.readToEnd(this::add);

            assertThat(read).hasSize(4).contains("x", "c");
        }
    }

    @Test
    void aFurtherTopicLeavesThePositionsOfTheOthers() {
        TestRecords.send(clients, second, "key", "x");
        try (TopicFollower follower = open(StartOffsets.beginning(), first)) {
            follower.readToEnd(this::add);
            follower.follow(second, StartOffsets.beginning());
            assertThat(follower.isCaughtUp()).isFalse();

            follower.readToEnd(this::add);

            assertThat(read).containsExactly("a", "b", "x");
            assertThat(follower.partitions())
                    .containsExactly(new TopicPartition(first, 0), new TopicPartition(second, 0));
        }
    }

    @Test
    void tellsOfATopicThatDoesNotExistAndFollowsItOnceItDoes() throws Exception {
        String missing = first + "-missing";
        assertThatThrownBy(() -> open(StartOffsets.beginning(), first, missing))
                .isInstanceOf(MissingTopicException.class)
                .hasMessageContaining(missing);
        try (TopicFollower follower = new TopicFollower(clients.consumer("test"))) {
            assertThat(follower.followIfPresent(missing, StartOffsets.beginning()))
                    .isFalse();
            create(missing);
            TestRecords.send(clients, missing, "key", "x");

            Eventually.holds("the topic", () -> follower.followIfPresent(missing, StartOffsets.beginning()));

            follower.readToEnd(this::add);
            assertThat(read).containsExactly("x");
        }
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void wakeupEndsAPollThatWaits() {
        try (TopicFollower follower = open(StartOffsets.last(0), first)) {
            follower.wakeup();

            assertThatThrownBy(() -> follower.poll(Duration.ofHours(1), this::add))
                    .isInstanceOf(WakeupException.class);
        }
    }

    private TopicFollower open(StartOffsets start, String... topics) {
        return TopicFollower.open(clients.consumer("test"), start, topics);
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        read.add(new String(record.value(), UTF_8));
    }

    private void create(String topic) throws InterruptedException, ExecutionException {
        try (Admin admin = kafka.admin()) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }
}
