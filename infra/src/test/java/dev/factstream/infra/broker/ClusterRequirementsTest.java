package dev.factstream.infra.broker;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.runtime.kafka.ClusterRequirements;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.UnsuitableClusterException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterRequirementsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @TempDir
    Path dir;

    @Test
    void theEmbeddedBrokerIsAccepted() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(dir, 0)) {
            assertThatCode(() -> check(broker.bootstrapServers(), TIMEOUT)).doesNotThrowAnyException();
        }
    }

    @Test
    void aClusterWithoutShareGroupsIsRejectedWithAMessageOfOneLine() throws Exception {
        formatAsKafka40(Files.createDirectories(dir.resolve("data")));
        try (EmbeddedBroker broker = EmbeddedBroker.start(dir, 0)) {
            assertThatThrownBy(() -> check(broker.bootstrapServers(), TIMEOUT))
                    .isInstanceOf(UnsuitableClusterException.class)
                    .hasMessageContaining("has share.version 0 and FactStream needs 1: run Kafka 4.2 or newer")
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void anUnreachableClusterIsRejectedWithAMessageOfOneLine() throws IOException {
        String nobody = "127.0.0.1:" + unusedPort();

        assertThatThrownBy(() -> check(nobody, Duration.ofMillis(500)))
                .isInstanceOf(UnsuitableClusterException.class)
                .hasMessageContaining("no Kafka broker answers at " + nobody)
                .hasMessageNotContaining("\n");
    }

    private static void check(String bootstrapServers, Duration timeout) {
        try (Admin admin = Admin.create(KafkaClients.of(bootstrapServers).admin("test"))) {
            ClusterRequirements.check(admin, bootstrapServers, timeout);
        }
    }

    private static void formatAsKafka40(Path data) throws Exception {
        new Formatter()
                .setNodeId(BrokerConfig.NODE_ID)
                .setClusterId(Uuid.randomUuid().toString())
                .setControllerListenerName(BrokerConfig.CONTROLLER_LISTENER)
                .setMetadataLogDirectory(data.toString())
                .addDirectory(data.toString())
                .setReleaseVersion(MetadataVersion.IBP_4_0_IV3)
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .run();
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
