package dev.factstream.infra.stream;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.infra.fixture.TestRecords;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.streams.LostOffsetsCheck;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.RecordKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaExtension.class)
class LostOffsetsCheckTest {
    private static final Instant LAST_WORK = Instant.parse("2026-03-04T05:16:07Z");

    private final KafkaClients clients;
    private final TopicNames names;
    private final Admin admin;
    private final LostOffsetsCheck check;
    private final TopicPartition changelog;

    LostOffsetsCheckTest(KafkaFixture kafka) throws Exception {
        clients = kafka.clients();
        names = kafka.newNames();
        admin = kafka.admin();
        check = new LostOffsetsCheck("role", names.rollouts(), Duration.ofMinutes(10));
        changelog = new TopicPartition(names.applicationId("role") + "-windows-changelog", 0);
        admin.createTopics(List.of(new NewTopic(changelog.topic(), 1, (short) 1)))
                .all()
                .get();
    }

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void anApplicationThatHasNotWorkedYetStarts() {
        assertThatCode(this::require).doesNotThrowAnyException();
    }

    @Test
    void anApplicationWithStateAndOffsetsStarts() throws Exception {
        work();
        admin.alterConsumerGroupOffsets(
                        names.applicationId("role"),
                        Map.of(new TopicPartition(changelog.topic(), 0), new OffsetAndMetadata(0)))
                .all()
                .get();
        assertThatCode(this::require).doesNotThrowAnyException();
    }

    @Test
    void anApplicationWithStateButWithoutOffsetsContinuesFromItsLastWork() {
        work();
        assertThatThrownBy(this::require)
                .isInstanceOf(UserFacingException.class)
                .hasMessageContaining("--reset-offsets --to-datetime 2026-03-04T05:06:07.000 --execute");
    }

    @Test
    void anApplicationWhoseStateHasExpiredDoesNotReadItsInputFromTheBeginning() throws Exception {
        work();
        admin.deleteRecords(Map.of(changelog, RecordsToDelete.beforeOffset(1)))
                .all()
                .get();
        assertThatThrownBy(this::require)
                .isInstanceOf(UserFacingException.class)
                .hasMessageContaining("has no committed offsets, but its state exists (" + changelog.topic() + ")");
    }

    private void work() {
        TestRecords.send(
                clients,
                new ProducerRecord<>(
                        changelog.topic(),
                        0,
                        LAST_WORK.toEpochMilli(),
                        RecordKeys.bytes("key"),
                        RecordKeys.bytes("value")));
    }

    private void require() {
        check.require(clients, names);
    }
}
