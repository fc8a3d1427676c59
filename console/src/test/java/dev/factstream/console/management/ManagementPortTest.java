package dev.factstream.console.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.infra.broker.EmbeddedBroker;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.management.Managed;
import dev.factstream.runtime.management.ManagementPort;
import dev.factstream.runtime.management.ManagementSettings;
import dev.factstream.runtime.management.Meters;
import dev.factstream.runtime.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagementPortTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    /** A fake role with configurable state. */
    private static final class FakeRole implements Managed {
        private volatile Optional<Throwable> failure = Optional.empty();
        private volatile Optional<String> unready = Optional.empty();
        private volatile Duration silence = Duration.ZERO;
        private volatile double temperature = 36.6;

        @Override
        public String name() {
            return "role";
        }

        @Override
        public Optional<Throwable> failure() {
            return failure;
        }

        @Override
        public Optional<String> unready() {
            return unready;
        }

        @Override
        public Optional<String> stuck(Duration patience) {
            return Optional.of("has made no progress").filter(text -> silence.compareTo(patience) > 0);
        }

        @Override
        public void registerMetrics(Meters meters) {
            meters.gauge("fake.temperature", "celsius", "Current temperature.", () -> temperature, "sensor", "1");
            meters.counter("fake.requests", "requests", "Requests so far.", () -> 2);
        }
    }

    @Test
    void healthAndReadinessReflectTheRole() throws IOException, InterruptedException {
        FakeRole role = new FakeRole();
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), 0);
                ManagementPort port = listen(broker.bootstrapServers(), 0)) {
            assertAnswer(port, "/healthy", 200, "ok");
            assertAnswer(port, "/ready", 503, "starting");

            port.manage(List.of(role));
            assertAnswer(port, "/ready", 200, "ok");

            role.unready = Optional.of("is rebalancing");
            assertAnswer(port, "/ready", 503, "role: is rebalancing");
            assertAnswer(port, "/healthy", 200, "ok");
            role.unready = Optional.empty();

            role.silence = PATIENCE.plusNanos(1);
            assertAnswer(port, "/healthy", 503, "role: has made no progress");
            assertAnswer(port, "/ready", 503, "role: has made no progress");
            role.silence = PATIENCE;
            assertAnswer(port, "/healthy", 200, "ok");

            role.failure = Optional.of(new UserFacingException(ExitCode.INTERNAL, "has failed"));
            assertAnswer(port, "/ready", 503, "role: has failed");
            assertAnswer(port, "/healthy", 503, "role: has failed");
            role.failure = Optional.empty();

            broker.close();
            assertAnswer(port, "/ready", 503, "no broker answers at " + broker.bootstrapServers());
            assertAnswer(port, "/healthy", 200, "ok"); // a restart of the role would not help

            port.markStopping();
            assertAnswer(port, "/ready", 503, "stopping");
        }
    }

    @Test
    void metricsAreNamedAfterModuleThingAndUnitAndKeepUp() throws IOException, InterruptedException {
        FakeRole role = new FakeRole();
        try (ManagementPort port = listen("127.0.0.1:1", 0)) {
            port.manage(List.of(role));
            System.gc(); // a registry with weak references would lose its suppliers
            role.temperature = 39.5;
            assertThat(get(port, "/metrics").body())
                    .contains(
                            "# HELP factstream_fake_temperature_celsius Current temperature.",
                            "# TYPE factstream_fake_temperature_celsius gauge",
                            "factstream_fake_temperature_celsius{sensor=\"1\"} 39.5",
                            "# TYPE factstream_fake_requests_total counter",
                            "factstream_fake_requests_total 2.0");
            assertAnswer(port, "/nothing", 404, "/healthy, /ready and /metrics");
            HttpResponse<String> posted = http.send(
                    HttpRequest.newBuilder(uri(port, "/metrics"))
                            .POST(HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(posted.statusCode()).isEqualTo(405);
        }
    }

    @Test
    void aPortInUseIsReportedInOneLine() {
        try (ManagementPort first = listen("127.0.0.1:1", 0)) {
            int taken = first.port();
            assertThatThrownBy(() -> listen("127.0.0.1:1", taken))
                    .isInstanceOf(UserFacingException.class)
                    .hasMessageContaining("cannot listen on 127.0.0.1:" + taken)
                    .hasMessageContaining("management.port");
        }
    }

    private void assertAnswer(ManagementPort port, String path, int status, String text)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = get(port, path);
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(text);
    }

    private HttpResponse<String> get(ManagementPort port, String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri(port, path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(ManagementPort port, String path) {
        return URI.create("http://127.0.0.1:" + port.port() + path);
    }

    private static ManagementPort listen(String bootstrapServers, int port) {
        Settings settings = Settings.of(ManagementSettings.class, Map.of("kafka.bootstrap.servers", bootstrapServers));
        return ManagementPort.listen(settings, new ManagementSettings(port, "127.0.0.1", "", PATIENCE));
    }
}
