package dev.factstream.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.infra.fixture.Eventually;
import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.infra.fixture.RolloutSamples;
import dev.factstream.infra.fixture.TestPictures;
import dev.factstream.infra.fixture.TestRecords;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.RecordKeys;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaExtension.class)
class DashboardServerTest {
    private KafkaFixture kafka;
    private TopicNames names;

    @BeforeEach
    void connect(KafkaFixture kafka) {
        this.kafka = kafka;
        names = kafka.newTopics();
    }

    @Test
    void theServerServesOnlyThePageAndItsPictures() {
        Rollout rollout = RolloutSamples.rollout(0, "prompt", TestPictures.noise(8, 8, 1), "Yes.");
        publish(rollout);
        try (Dashboard dashboard = Dashboard.open(settings(), false)) {
            HttpResponse<byte[]> page = get(dashboard, "");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
                    .contains("default-src 'none'", "script-src 'self'")
                    .doesNotContain("unsafe");
            assertThat(new String(page.body(), UTF_8)).doesNotContain("http://", "https://");

            String picture =
                    "images/" + rollout.question().image().orElseThrow().sha256();
            Eventually.holds(
                    "the rollout has been read", () -> get(dashboard, picture).statusCode() == 200);
            HttpResponse<byte[]> shown = get(dashboard, picture);
            assertThat(shown.body())
                    .isEqualTo(rollout.question().image().orElseThrow().resolve());
            assertThat(shown.headers().firstValue("content-type")).contains("image/png");

            assertThat(get(dashboard, "images/" + "0".repeat(64)).statusCode()).isEqualTo(404);
            assertThat(get(dashboard, "../pom.xml").statusCode()).isEqualTo(404);
            assertThat(get(dashboard, "dashboard/index.html").statusCode()).isEqualTo(404);
        }
    }

    private void publish(Rollout rollout) {
        TestRecords.send(
                kafka.clients(),
                new ProducerRecord<>(
                        names.scoredRollouts(),
                        RecordKeys.bytes(rollout.question().promptId()),
                        Codecs.SCORED.encode(RolloutSamples.scored(rollout, AnswerKind.OPEN))));
    }

    private Settings settings() {
        return Settings.of(
                DashboardSettings.class,
                Map.of(
                        "kafka.bootstrap.servers",
                        kafka.bootstrapServers(),
                        "topics.prefix",
                        names.prefix(),
                        DashboardSettings.PORT,
                        "0"));
    }

    private static HttpResponse<byte[]> get(Dashboard dashboard, String path) {
        return HttpClient.newHttpClient()
                .sendAsync(
                        HttpRequest.newBuilder(URI.create(dashboard.url() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .join();
    }
}
