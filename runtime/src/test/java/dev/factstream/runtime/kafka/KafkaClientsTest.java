package dev.factstream.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.runtime.settings.CommonSettings;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.runtime.settings.SettingsException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaClientsTest {
    @Test
    void keysOfASectionReachOnlyTheClientsOfThatKindAndCommonKeysReachAll() {
        KafkaClients clients = clients(Map.of(
                "kafka.bootstrap.servers", "broker:9093",
                "kafka.security.protocol", "SSL",
                "kafka.producer.linger.ms", "7",
                "kafka.consumer.fetch.min.bytes", "9"));

        assertThat(clients.producer("p"))
                .containsEntry("bootstrap.servers", "broker:9093")
                .containsEntry("security.protocol", "SSL")
                .containsEntry("linger.ms", "7")
                .doesNotContainKeys("fetch.min.bytes", "consumer.fetch.min.bytes", "producer.linger.ms");
        assertThat(clients.consumer("c", "g"))
                .containsEntry("security.protocol", "SSL")
                .containsEntry("fetch.min.bytes", "9")
                .containsEntry("group.id", "g");
        assertThat(clients.admin("a")).containsEntry("security.protocol", "SSL").doesNotContainKey("linger.ms");
    }

    @Test
    void producersAreIdempotentAndConsumersReadCommittedRecordsFromTheEarliest() {
        KafkaClients clients = clients(Map.of());

        assertThat(clients.transactionalProducer("p", "t"))
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", "true")
                .containsEntry("compression.type", "zstd")
                .containsEntry("transactional.id", "t");
        assertThat(clients.consumer("c"))
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("auto.offset.reset", "earliest")
                .containsEntry("enable.auto.commit", "false")
                .doesNotContainKey("group.id");
        assertThat(clients.scanner("c")).containsEntry("isolation.level", "read_committed");
        assertThat(clients.shareConsumer("s", "g", 3))
                .containsEntry("share.acknowledgement.mode", "explicit")
                .containsEntry("share.acquire.mode", "record_limit")
                .containsEntry("max.poll.records", "3");
    }

    @Test
    void aSettingThatWouldBreakADeliveryGuaranteeIsRejected() {
        assertThatThrownBy(() -> clients(Map.of("kafka.producer.acks", "1")).producer("p"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("acks must stay all");
        assertThatThrownBy(() -> clients(Map.of("kafka.consumer.isolation.level", "read_uncommitted"))
                        .consumer("c"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("isolation.level must stay read_committed");
    }

    private static KafkaClients clients(Map<String, String> values) {
        return new KafkaClients(Settings.of(CommonSettings.class, values));
    }
}
