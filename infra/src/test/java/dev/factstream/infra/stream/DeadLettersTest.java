package dev.factstream.infra.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.infra.fixture.TestRecords;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.schemas.deadletter.DeadLetterCause;
import dev.factstream.schemas.deadletter.DeadLetters;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.HeaderText;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaExtension.class)
class DeadLettersTest {
    private static final byte[] KEY = {(byte) 0xff, 0, 1};
    private static final byte[] MALFORMED = {42, 0, 0, 0, 1, (byte) 0xfe};

    @Test
    void keepTheOriginalBytesAndHeadersAndAddCauseAndSource(KafkaFixture kafka) {
        KafkaClients clients = kafka.clients();
        TopicNames names = kafka.newTopics();
        ProducerRecord<byte[], byte[]> malformed = new ProducerRecord<>(names.prompts(), 2, KEY, MALFORMED);
        HeaderText.put(malformed.headers(), "traceparent", "00-abc");
        TestRecords.send(clients, malformed);
        ConsumerRecord<byte[], byte[]> source =
                TestRecords.read(clients, names.prompts(), 1).get(0);
        DeadLetterCause cause = new DeadLetterCause("actor", "bad magic byte", Optional.of("run/7"), Optional.empty());

        TestRecords.send(clients, new DeadLetters(names).of(source, cause));

        ConsumerRecord<byte[], byte[]> dead =
                TestRecords.read(clients, names.deadLetters(), 1).get(0);
        assertThat(dead.key()).isEqualTo(KEY);
        assertThat(dead.value()).isEqualTo(MALFORMED);
        assertThat(DeadLetters.cause(dead.headers())).isEqualTo(cause);
        assertThat(HeaderText.get(dead.headers(), "traceparent")).contains("00-abc");
        assertThat(HeaderText.get(dead.headers(), HeaderText.SOURCE_TOPIC)).contains(names.prompts());
        assertThat(HeaderText.get(dead.headers(), HeaderText.SOURCE_PARTITION)).contains("2");
        assertThat(HeaderText.get(dead.headers(), HeaderText.SOURCE_OFFSET)).contains("0");
    }
}
