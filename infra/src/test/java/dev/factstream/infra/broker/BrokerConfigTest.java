package dev.factstream.infra.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.util.DefaultLocale;

class BrokerConfigTest {
    @Test
    @DefaultLocale("fa-IR")
    void theConfigurationHasAsciiDigitsOnAPersianMachine() {
        assertThat(BrokerConfig.of(Path.of("data"), 9092, 9093).values())
                .allMatch(value -> value.matches("\\p{ASCII}*"))
                .contains("1@127.0.0.1:9093", "PLAINTEXT://127.0.0.1:9092");
    }
}
