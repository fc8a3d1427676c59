package dev.factstream.infra.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.infra.fixture.TestRecords;
import dev.factstream.runtime.kafka.KafkaClients;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
    @TempDir
    Path dir;

    @Test
    void keepsItsDataAcrossARestart() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(dir, 0)) {
            createTopic(broker.bootstrapServers(), "kept");
            TestRecords.send(KafkaClients.of(broker.bootstrapServers()), "kept", "key", "value");
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(dir, 0)) {
            assertThat(TestRecords.values(KafkaClients.of(broker.bootstrapServers()), "kept", 1))
                    .containsExactly("value");
        }
    }

    @Test
    void restartsWithItsDataAfterItsProcessWasKilled() throws Exception {
        assertThat(valuesAfterKill("en")).containsExactly("value");
    }

    @Test
    void restartsWithTheDataOfAProcessInAnotherLanguage() throws Exception {
        assertThat(valuesAfterKill("fa-IR")).containsExactly("value");
    }

    private List<String> valuesAfterKill(String language) throws Exception {
        Process process = forkedBroker(language);
        try {
            String bootstrapServers = process.inputReader().readLine();
            createTopic(bootstrapServers, "kept");
            TestRecords.send(KafkaClients.of(bootstrapServers), "kept", "key", "value");
        } finally {
            // SIGKILL: no controlled shutdown
            process.destroyForcibly().waitFor();
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(dir, 0)) {
            return TestRecords.values(KafkaClients.of(broker.bootstrapServers()), "kept", 1);
        }
    }

    @Test
    void reportsAnOccupiedPort() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> EmbeddedBroker.start(dir, other.getLocalPort()))
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessageContaining("port " + other.getLocalPort() + " cannot be used")
                    .hasMessageNotContaining("\n");
        }
        EmbeddedBroker.start(dir, 0).close();
    }

    @Test
    void reportsAnotherBrokerOnTheFolder() {
        try (EmbeddedBroker first = EmbeddedBroker.start(dir, 0)) {
            assertThatThrownBy(() -> EmbeddedBroker.start(dir, 0))
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessageContaining("another broker is running on " + dir)
                    .hasMessageNotContaining("\n");
            assertThat(first.bootstrapServers()).startsWith("127.0.0.1:");
        }
    }

    @Test
    void reportsAnUnusableFolder() throws IOException {
        Path file = Files.writeString(dir.resolve("file"), "not a folder");

        assertThatThrownBy(() -> EmbeddedBroker.start(file, 0))
                .isInstanceOf(BrokerStartException.class)
                .hasMessageContaining("cannot use " + file);
    }

    private Process forkedBroker(String language) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Duser.language=" + Locale.forLanguageTag(language).getLanguage(),
                        "-Duser.country=" + Locale.forLanguageTag(language).getCountry(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ForkedBroker.class.getName(),
                        dir.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void createTopic(String bootstrapServers, String topic) throws Exception {
        try (Admin admin = Admin.create(KafkaClients.of(bootstrapServers).admin("test"))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }
}
