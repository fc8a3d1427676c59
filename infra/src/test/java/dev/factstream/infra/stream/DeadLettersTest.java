package dev.factstream.infra.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.infra.fixture.Records;
import dev.factstream.schemas.deadletter.DeadLetter;
import dev.factstream.schemas.deadletter.DeadLetters;
import dev.factstream.schemas.settings.KafkaClients;
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
    private static final byte[] POISON = {42, 0, 0, 0, 1, (byte) 0xfe};

    @Test
    void keepTheOriginalBytesAndHeadersAndSayWhyAndWhence(KafkaFixture kafka) {
        KafkaClients clients = kafka.clients();
        TopicNames names = kafka.newTopics();
        ProducerRecord<byte[], byte[]> poison = new ProducerRecord<>(names.prompts(), 2, KEY, POISON);
        HeaderText.put(poison.headers(), "traceparent", "00-abc");
        Records.send(clients, poison);
        ConsumerRecord<byte[], byte[]> source =
                Records.read(clients, names.prompts(), 1).get(0);
        DeadLetter why = new DeadLetter("actor", "bad magic byte", Optional.of("run/7"), Optional.empty());

        Records.send(clients, new DeadLetters(names).of(source, why));

        ConsumerRecord<byte[], byte[]> dead =
                Records.read(clients, names.deadLetters(), 1).get(0);
        assertThat(dead.key()).isEqualTo(KEY);
        assertThat(dead.value()).isEqualTo(POISON);
        assertThat(DeadLetters.why(dead.headers())).isEqualTo(why);
        assertThat(HeaderText.get(dead.headers(), "traceparent")).contains("00-abc");
        assertThat(HeaderText.get(dead.headers(), HeaderText.SOURCE_TOPIC)).contains(names.prompts());
        assertThat(HeaderText.get(dead.headers(), HeaderText.SOURCE_PARTITION)).contains("2");
        assertThat(HeaderText.get(dead.headers(), HeaderText.SOURCE_OFFSET)).contains("0");
    }
}
