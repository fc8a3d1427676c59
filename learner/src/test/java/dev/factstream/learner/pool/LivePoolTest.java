package dev.factstream.learner.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.infra.fixture.TestRecords;
import dev.factstream.learner.ledger.TicketBalanceReader;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.ticket.PoolEntry;
import dev.factstream.schemas.ticket.Question;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.RecordKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaExtension.class)
class LivePoolTest {
    private KafkaFixture kafka;
    private TopicNames names;

    @BeforeEach
    void topics(KafkaFixture fixture) {
        kafka = fixture;
        names = fixture.newTopics();
    }

    @Test
    void recordsThatAreNoQuestionsAreSkipped() {
        send(names.promptPool(), "p0", new byte[] {42});
        send(names.promptPool(), "p1", entry("p1", "Is there a dog?", "train"));
        send(names.promptPool(), "p2", entry("p1", "Is there a dog?", "train")); // another key than its promptId
        send(names.promptPool(), "p3", entry("p3", "Is there a cat?", "held-out"));
        send(names.prompts(), "p0", new byte[] {42});

        try (LivePool pool = LivePool.open(kafka.clients(), names, "train")) {
            assertThat(pool.index().all()).extracting(PoolQuestion::promptId).containsExactly("p1");
            assertThat(pool.read(pool.index().all())).containsEntry("p1", question("p1", "Is there a dog?"));
        }
        assertThat(new TicketBalanceReader(kafka.clients(), names).read("run").balanced())
                .isTrue();
    }

    @Test
    void whatIsPublishedOrRetiredLaterIsTakenOver() {
        send(names.promptPool(), "p1", entry("p1", "Is there a dog?", "train"));
        send(names.promptPool(), "p2", entry("p2", "Is there a cat?", "train"));
        try (LivePool pool = LivePool.open(kafka.clients(), names, "train")) {
            send(names.promptPool(), "p1", null);
            send(names.promptPool(), "p3", entry("p3", "Is there a cow?", "train"));
            assertThat(pool.index().find("p1")).isPresent();

            pool.refresh();

            assertThat(pool.index().find("p1")).isEmpty();
            assertThat(pool.index().all()).extracting(PoolQuestion::promptId).containsExactlyInAnyOrder("p2", "p3");
            assertThat(pool.read(pool.index().all())).containsKeys("p2", "p3");
        }
    }

    @Test
    void questionsThatAreNotKeptInMemoryAreReadByTheirCoordinates() {
        String text = "Is there a dog? ".repeat(2000);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        int count = 2 * QuestionReader.KEPT_BYTES / text.length();
        for (int i = 0; i < count; i++) {
            records.add(new ProducerRecord<>(
                    names.promptPool(), RecordKeys.bytes("p" + i), entry("p" + i, text + i, "train")));
        }
        TestRecords.send(kafka.clients(), records);
        try (LivePool pool = LivePool.open(kafka.clients(), names, "train")) {
            List<PoolQuestion> asked = List.of(0, 1, count / 3, count - 1).stream()
                    .map(i -> pool.index().find("p" + i).orElseThrow())
                    .toList();

            assertThat(pool.read(asked))
                    .hasSize(4)
                    .containsEntry("p0", question("p0", text + 0))
                    .containsEntry("p" + count / 3, question("p" + count / 3, text + count / 3));
        }
    }

    private static Question question(String promptId, String text) {
        return new Question(promptId, text, Optional.empty());
    }

    private static byte[] entry(String promptId, String text, String split) {
        return Codecs.POOL.encode(new PoolEntry(question(promptId, text), AnswerKind.YES_NO, split));
    }

    private void send(String topic, String key, byte[] value) {
        TestRecords.send(kafka.clients(), new ProducerRecord<>(topic, RecordKeys.bytes(key), value));
    }
}
