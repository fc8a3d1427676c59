package dev.factstream.learner.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.infra.fixture.TestRecords;
import dev.factstream.learner.publish.PublishedAdapters;
import dev.factstream.schemas.topics.TopicNames;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaExtension.class)
class UnreadableLedgerTest {

    @Test
    void garbageOnTheLedgerTheAdaptersAndTheDeadLettersIsPassedOver(KafkaFixture kafka) {
        TopicNames names = kafka.newTopics();
        TestRecords.send(kafka.clients(), names.trainingLedger(), "run", "garbage");
        TestRecords.send(kafka.clients(), names.adapters(), "policy/1", "garbage");
        TestRecords.send(kafka.clients(), names.prompts(), "p", "garbage");
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(names.deadLetters(), "not avro".getBytes(StandardCharsets.UTF_8));
        letter.headers()
                .add("reason", new byte[0])
                .add("stage", new byte[0])
                .add("ticketId", "run/x".getBytes(StandardCharsets.UTF_8));
        TestRecords.send(kafka.clients(), letter);

        assertThat(new LedgerReader(kafka.clients(), names).records("run")).isEmpty();
        assertThat(new PublishedAdapters(kafka.clients(), names).manifests("policy"))
                .isEmpty();
        assertThat(new TicketBalanceReader(kafka.clients(), names).read("run")).isNotNull();
    }
}
