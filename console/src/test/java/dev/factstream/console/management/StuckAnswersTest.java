package dev.factstream.console.management;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.factstream.actor.service.ActorRole;
import dev.factstream.actor.settings.ActorSettings;
import dev.factstream.evaluation.policy.PolicyFolder;
import dev.factstream.infra.fixture.Eventually;
import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.infra.fixture.TestRecords;
import dev.factstream.lab.chaos.RandomPolicy;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.runtime.management.ManagementPort;
import dev.factstream.runtime.management.ManagementSettings;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.runtime.settings.SettingsCatalogue;
import dev.factstream.schemas.ticket.ImagePayload;
import dev.factstream.schemas.ticket.Purpose;
import dev.factstream.schemas.ticket.Question;
import dev.factstream.schemas.ticket.Sampling;
import dev.factstream.schemas.ticket.Ticket;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.RecordKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaExtension.class)
class StuckAnswersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final String STUCK = "no progress on the running answers";

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void anActorWhoseAnswersAreStuckIsNotHealthyUntilTheyGoOn(KafkaFixture kafka)
            throws IOException, InterruptedException {
        TopicNames names = kafka.newTopics();
        CountDownLatch answer = new CountDownLatch(1);
        HttpServer pictures = serverThatWaitsFor(answer);
        String host = "http://127.0.0.1:" + pictures.getAddress().getPort();
        Settings settings = Settings.of(
                SettingsCatalogue.of(ActorSettings.class, ManagementSettings.class),
                Map.of(
                        "kafka.bootstrap.servers",
                        kafka.bootstrapServers(),
                        "topics.prefix",
                        names.prefix(),
                        "pictures.uri.allow",
                        host,
                        "pictures.uri.ms",
                        "60000"));
        try (VisionLanguageModel model = PolicyFolder.load(RandomPolicy.write(folder.resolve("policy"), 1));
                ManagementPort port =
                        ManagementPort.listen(settings, new ManagementSettings(0, "127.0.0.1", "", PATIENCE))) {
            kafka.openRun(names, model.baseHash(), "run");
            ActorRole actor = ActorRole.start(settings, model);
            try {
                port.manage(List.of(actor));
                Ticket ticket =
                        ticket(ImagePayload.reference(URI.create(host + "/a.png"), new byte[] {1, 2, 3}, "image/png"));
                byte[] key = RecordKeys.bytes(ticket.question().promptId());
                TestRecords.send(
                        kafka.clients(), new ProducerRecord<>(names.prompts(), key, Codecs.TICKETS.encode(ticket)));

                Eventually.holds("stuck", () -> get(port, "/healthy").body().contains(STUCK));
                assertThat(get(port, "/healthy").statusCode()).isEqualTo(503);
                assertThat(get(port, "/ready").statusCode()).isEqualTo(503);
                assertThat(actor.status().rollouts()).isZero();

                answer.countDown(); // with another picture than that of the ticket
                Eventually.holds("unstuck", () -> get(port, "/healthy").statusCode() == 200);
                Eventually.holds("dead letter", () -> actor.status().deadLetters() == 1);
            } finally {
                answer.countDown();
                pictures.stop(0);
                actor.close(Duration.ofSeconds(30));
            }
        }
    }

    private static HttpServer serverThatWaitsFor(CountDownLatch answer) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try {
                answer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(200, 1);
            exchange.getResponseBody().write(4);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static Ticket ticket(ImagePayload picture) {
        return new Ticket(
                Ticket.id("run", 0),
                "run",
                0,
                Purpose.TRAIN,
                0,
                0,
                1,
                new Sampling(1, 1, 0, 4, 1),
                new Question("prompt", "What is this?", Optional.of(picture)),
                Optional.empty(),
                0,
                Optional.empty());
    }

    private HttpResponse<String> get(ManagementPort port, String path) {
        try {
            URI uri = URI.create("http://127.0.0.1:" + port.port() + path);
            return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the port", e);
        }
    }
}
