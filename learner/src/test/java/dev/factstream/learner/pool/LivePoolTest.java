package dev.factstream.learner.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.infra.fixture.TestRecords;
import dev.factstream.learner.TinyRollouts;
import dev.factstream.learner.dispatch.AdmissionControl;
import dev.factstream.learner.dispatch.TicketDispatcher;
import dev.factstream.learner.dispatch.TicketState;
import dev.factstream.learner.dispatch.TicketTracker;
import dev.factstream.learner.ledger.TicketBalanceReader;
import dev.factstream.runtime.pictures.PictureWriter;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.ticket.ImagePayload;
import dev.factstream.schemas.ticket.PictureCoordinate;
import dev.factstream.schemas.ticket.PoolEntry;
import dev.factstream.schemas.ticket.Question;
import dev.factstream.schemas.ticket.Ticket;
import dev.factstream.schemas.ticket.TicketPolicy;
import dev.factstream.schemas.topics.TopicCatalogue;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.RecordKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
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

    @Test
    void aQuestionWhosePictureIsGoneGetsNoTicketIsCountedAndComesBackWhenItIsPublishedAgain() throws Exception {
        ImagePayload gone = write(1);
        ImagePayload kept = write(2);
        while (kept.stored().get().partition() == gone.stored().get().partition()) {
            kept = write(kept.byteLength() + 1); // the partition follows from the hash
        }
        send(names.promptPool(), "p1", entry(question("p1", gone)));
        send(names.promptPool(), "p2", entry(question("p2", kept)));
        QuestionRounds rounds = new QuestionRounds(
                LivePool.open(kafka.clients(), names, "train"), PromptMix.PAPER, SourceShares.NONE, 1, 2);
        TicketTracker tracker = new TicketTracker("run", TicketState.initial());
        try (TicketDispatcher dispatcher = new TicketDispatcher(
                "run",
                new TicketPolicy("policy", "base"),
                1,
                new AdmissionControl(0, 2),
                TinyRollouts.sampling(),
                rounds)) {
            delete(gone.stored().orElseThrow());

            List<Ticket> tickets = dispatcher.issue(tracker, 0, 0);

            assertThat(tickets)
                    .extracting(ticket -> ticket.question().promptId())
                    .containsExactly("p2", "p2");
            assertThat(dispatcher.passedOver()).isEqualTo(1);
            tickets.forEach(ticket -> tracker.closeTrained(ticket.sequence()));
            send(names.promptPool(), "p1", entry(question("p1", write(1))));
            rounds.refresh();
            assertThat(rounds.read(List.of(rounds.find("p1").orElseThrow()))).containsOnlyKeys("p1");
        }
    }

    private ImagePayload write(int length) {
        try (PictureWriter writer =
                new PictureWriter(kafka.clients(), names.pictures(), TopicCatalogue.DEFAULT_LARGEST_PICTURE)) {
            return writer.write(new byte[length], "image/png").join();
        }
    }

    private void delete(PictureCoordinate at) throws Exception {
        try (Admin admin = kafka.admin()) {
            admin.deleteRecords(Map.of(
                            new TopicPartition(names.pictures(), at.partition()),
                            RecordsToDelete.beforeOffset(at.offset() + 1)))
                    .all()
                    .get();
        }
    }

    private static Question question(String promptId, ImagePayload image) {
        return new Question(promptId, "Is there a dog?", Optional.of(image));
    }

    private static byte[] entry(Question question) {
        return Codecs.POOL.encode(new PoolEntry(question, AnswerKind.YES_NO, "train"));
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
