package dev.factstream.infra.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.infra.fixture.KeyStores;
import dev.factstream.infra.fixture.RawHttp;
import dev.factstream.runtime.http.AccessTokens;
import dev.factstream.runtime.http.HttpPort;
import dev.factstream.runtime.http.PortAddress;
import dev.factstream.runtime.http.ReadOnlyHandler;
import dev.factstream.runtime.settings.CommonSettings;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.runtime.settings.SettingsException;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpPortTest {
    private static final String GOOD = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String HALF = "GET / HTTP/1.1\r\nHost: local";

    @FunctionalInterface
    private interface Use {
        void of(int port) throws IOException, InterruptedException;
    }

    /** Uses a port that answers each request with "ok". */
    private static void with(Map<String, String> settings, String host, String tokens, Use use)
            throws IOException, InterruptedException {
        CommonSettings common = Settings.of(CommonSettings.class, settings).bind(CommonSettings.class);
        try (HttpPort http = new HttpPort(
                common.ports(),
                new ReadOnlyHandler(request -> request.response().end("ok")))) {
            use.of(http.listen(new PortAddress("some", "a test", host, 0, AccessTokens.parse(tokens))));
        }
    }

    private static void with(Map<String, String> settings, Use use) throws IOException, InterruptedException {
        with(settings, "127.0.0.1", "", use);
    }

    @Test
    void onlyRequestsWhoseHostNamesThePortAreAnswered() throws IOException, InterruptedException {
        with(Map.of("http.hosts", "mine.example"), port -> {
            for (String host : List.of(
                    "localhost", "LOCALHOST:" + port, "localhost.", "127.0.0.1:1", "[::1]:80", "mine.example:8080")) {
                assertThat(statusFor(port, "Host: " + host + "\r\n")).as(host).isEqualTo(200);
            }
            for (String headers : List.of(
                    "Host: evil.example\r\n",
                    "Host: localhost.evil.example\r\n",
                    "Host: 10.0.0.1\r\n",
                    "Host: localhost@evil.example\r\n",
                    "Host: localhost\r\nHost: evil.example\r\n")) {
                assertThat(statusFor(port, headers)).as(headers).isEqualTo(421);
            }
            assertThat(statusFor(port, "")).isBetween(400, 499);
        });
    }

    private static int statusFor(int port, String headers) throws IOException {
        return RawHttp.status(RawHttp.exchange(port, "GET / HTTP/1.1\r\n" + headers + "\r\n"));
    }

    @Test
    void connectionsThatSendHalfAHeaderKeepNobodyOutAndAreClosed() throws IOException, InterruptedException {
        with(Map.of("http.header.seconds", "1", "http.connections.per.peer", "50"), port -> {
            List<Socket> half = new ArrayList<>();
            try {
                for (int i = 0; i < 900; i++) {
                    half.add(RawHttp.send(port, HALF));
                }
                assertThat(RawHttp.exchange(port, GOOD)).contains("200 OK", "ok");
                assertThat(half.stream().allMatch(HttpPortTest::isClosedByTheServer))
                        .isTrue();
            } finally {
                for (Socket socket : half) {
                    socket.close();
                }
            }
        });
    }

    private static boolean isClosedByTheServer(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) { // reset
            return true;
        }
    }

    @Test
    void aConnectionIsClosedIfTheLimitOfItsPeerIsReachedByRunningRequests() throws IOException, InterruptedException {
        CommonSettings common = Settings.of(CommonSettings.class, Map.of("http.connections.per.peer", "2"))
                .bind(CommonSettings.class);
        try (HttpPort http = new HttpPort(common.ports(), new ReadOnlyHandler(request -> {}))) {
            int port = http.listen(new PortAddress("some", "a test", "127.0.0.1", 0, AccessTokens.parse("")));
            try (Socket first = RawHttp.send(port, GOOD);
                    Socket second = RawHttp.send(port, GOOD)) {
                while (!RawHttp.exchange(port, GOOD).isEmpty()) {
                    throw new AssertionError("a third request was answered");
                }
                assertThat(first.isClosed() || second.isClosed()).isFalse();
            }
        }
    }

    @Test
    void aSlowBodyIsRejectedInTime() throws IOException, InterruptedException {
        CommonSettings common = Settings.of(CommonSettings.class, Map.of("http.body.seconds", "1"))
                .bind(CommonSettings.class);
        // a handler that waits for the body, as chat does
        ReadOnlyHandler handler = new ReadOnlyHandler(
                request -> request.body().onSuccess(body -> request.response().end("ok")));
        try (HttpPort http = new HttpPort(common.ports(), handler)) {
            int port = http.listen(new PortAddress("some", "a test", "127.0.0.1", 0, AccessTokens.parse("")));
            try (Socket slow =
                    RawHttp.send(port, "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nabc")) {
                String answer = new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(RawHttp.status(answer)).isEqualTo(408);
            }
        }
    }

    @Test
    void plainTextIsNotUpgradedToHttp2() throws IOException, InterruptedException {
        with(Map.of(), port -> {
            assertThat(RawHttp.exchange(
                            port,
                            "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                                    + "HTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n"))
                    .startsWith("HTTP/1.1 200");
            assertThat(RawHttp.status(RawHttp.exchange(port, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")))
                    .isNotEqualTo(200);
        });
    }

    @Test
    void aPortThatOtherMachinesReachNeedsATokenAndThenAcceptsAddressesAsHost()
            throws IOException, InterruptedException {
        assertThatThrownBy(() -> with(Map.of(), "0.0.0.0", " , ", port -> {}))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("some.host is 0.0.0.0")
                .hasMessageContaining("some.token");
        with(Map.of(), "0.0.0.0", "old-one, new-one", port -> {
            assertThat(statusFor(port, "Host: 10.1.2.3\r\n")).isEqualTo(401);
            assertThat(statusFor(port, "Host: evil.example\r\nAuthorization: Bearer new-one\r\n"))
                    .isEqualTo(421);
            for (String good : List.of("Bearer old-one", "bearer new-one", "Basic " + base64("me:new-one"))) {
                assertThat(statusFor(port, "Host: 10.1.2.3\r\nAuthorization: " + good + "\r\n"))
                        .as(good)
                        .isEqualTo(200);
            }
            for (String wrong : List.of(
                    "Bearer", "Bearer old", "Bearer old-one, new-one", "Basic ???", "Basic " + base64("new-one:"))) {
                assertThat(statusFor(port, "Host: 10.1.2.3\r\nAuthorization: " + wrong + "\r\n"))
                        .as(wrong)
                        .isEqualTo(401);
            }
        });
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aKeystoreMakesItTls(@TempDir Path folder) throws IOException, InterruptedException {
        Path keystore = KeyStores.selfSigned(folder.resolve("port.p12"), "localhost");
        Map<String, String> settings =
                Map.of("http.tls.keystore", keystore.toString(), "http.tls.keystore.password", KeyStores.PASSWORD);
        HttpClient client =
                HttpClient.newBuilder().sslContext(KeyStores.trusting(keystore)).build();
        with(settings, port -> {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).isEqualTo("ok");
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
            assertThat(RawHttp.exchange(port, GOOD)).doesNotContain("200");
        });
        Map<String, String> wrong =
                Map.of("http.tls.keystore", keystore.toString(), "http.tls.keystore.password", "another");
        assertThatThrownBy(() -> with(wrong, port -> {}))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(keystore.toString())
                .hasMessageNotContaining("another");
    }

    @Test
    void malformedRequestsAreRejectedAndGoodOnesAnsweredMeanwhile() throws IOException, InterruptedException {
        Random random = new Random(5);
        with(Map.of(), port -> {
            for (int i = 0; i < Integer.getInteger("ports.malformed", 500); i++) {
                String request = RawHttp.malformed(random);
                assertThat(RawHttp.status(RawHttp.exchange(port, request)))
                        .as(request)
                        .isLessThan(500);
                if (i % 10 == 0) {
                    assertThat(RawHttp.exchange(port, GOOD)).contains("200 OK");
                }
            }
        });
    }
}
