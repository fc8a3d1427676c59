package dev.factstream.learner.dispatch;

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
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaExtension.class)
class PromptPoolReaderTest {
    @Test
    void undecodableQuestionsAndTicketsAreSkipped(KafkaFixture kafka) {
        TopicNames names = kafka.newTopics();
        Question question = new Question("p1", "Is there a dog?", Optional.empty());
        byte[] good = Codecs.POOL.encode(new PoolEntry(question, AnswerKind.YES_NO, "train"));
        send(kafka, names.promptPool(), "p0", new byte[] {42});
        send(kafka, names.promptPool(), "p1", good);
        send(kafka, names.promptPool(), "p2", good.clone());
        send(kafka, names.promptPool(), "p2", null);
        send(kafka, names.prompts(), "p0", new byte[] {42});

        PromptPool pool = PromptPoolReader.read(kafka.clients(), names, "train", PromptMix.parse("50:12:10"), 1);

        assertThat(pool.at(0)).isEqualTo(question);
        assertThat(pool.at(1)).isEqualTo(question);
        assertThat(new TicketBalanceReader(kafka.clients(), names).read("run").balanced())
                .isTrue();
    }

    private static void send(KafkaFixture kafka, String topic, String key, byte[] value) {
        TestRecords.send(kafka.clients(), new ProducerRecord<>(topic, RecordKeys.bytes(key), value));
    }
}
