package dev.factstream.runtime.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.factstream.runtime.settings.CommonSettings;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.runtime.settings.SettingsException;
import dev.factstream.schemas.ticket.ImagePayload;
import dev.factstream.schemas.ticket.UnreadableImageException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureFetcherTest {
    private static final byte[] BYTES = {1, 2, 3, 4};

    @TempDir
    Path dir;

    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;
    private String host;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        respond("/pictures/a.png", 200, BYTES);
        respond("/pictures/long.png", 200, new byte[1000]);
        respond("/secret.png", 200, BYTES);
        server.createContext("/pictures/moved.png", exchange -> {
            exchange.getResponseHeaders().set("Location", "/secret.png");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.createContext("/pictures/drip.png", exchange -> {
            exchange.sendResponseHeaders(200, 1_000_000);
            try (OutputStream out = exchange.getResponseBody()) {
                do {
                    out.write(1);
                    out.flush();
                } while (!end.await(50, TimeUnit.MILLISECONDS));
            } catch (IOException | InterruptedException e) {
                asked.addAndGet(1000); // the client has gone
            }
        });
        server.start();
        host = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
    }

    private void respond(String path, int status, byte[] body) {
        server.createContext(path, exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    @Test
    void nothingIsFetchedUnlessItsLocationIsNamed() throws IOException {
        Path file = Files.write(dir.resolve("a.png"), BYTES);
        PictureFetcher off = fetcher("");
        assertRefused(off, file.toUri(), "pictures.uri.allow");
        assertRefused(off, URI.create(host + "/pictures/a.png"), "pictures.uri.allow");

        PictureFetcher on = fetcher(host + "/pictures," + dir);
        assertThat(on.bytes(at(file.toUri()))).isEqualTo(BYTES);
        assertThat(on.bytes(at(URI.create(host + "/pictures/a.png")))).isEqualTo(BYTES);
        for (String other : List.of(
                host + "/secret.png",
                host + "/pictures/../secret.png",
                host + "/pictures/%2e%2e/secret.png",
                host + "/picturesque.png",
                host.replace("http:", "https:") + "/pictures/a.png",
                host.replace("127.0.0.1", "localhost") + "/pictures/a.png",
                host.replace("://", "://user@") + "/pictures/a.png",
                "ftp://127.0.0.1/a.png",
                "jar:file:/x.jar!/y",
                "picture.png")) {
            assertRefused(on, URI.create(other), "pictures.uri.allow");
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void filesAreRegularOnesBelowANamedFolderWithLinksResolved() throws IOException, InterruptedException {
        Path allowed = Files.createDirectory(dir.resolve("allowed"));
        Path secret = Files.write(dir.resolve("secret"), BYTES);
        Files.createSymbolicLink(allowed.resolve("link"), secret);
        assertThat(new ProcessBuilder("mkfifo", allowed.resolve("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        PictureFetcher fetcher = fetcher(allowed.toUri().toString());

        for (String name : List.of("link", "pipe", "missing", "../secret", "../allowed")) {
            assertRefused(fetcher, URI.create("file:" + allowed + "/" + name), "pictures.uri.allow");
        }
        assertRefused(fetcher, URI.create("file:///dev/zero"), "pictures.uri.allow");
        assertRefused(fetcher, URI.create("file://host" + allowed + "/x"), "pictures.uri.allow");
    }

    @Test
    void redirectsAreNotFollowed() {
        assertRefused(fetcher(host), URI.create(host + "/pictures/moved.png"), "cannot be fetched");
        assertThat(asked).hasValue(0);
    }

    @Test
    void theWholeFetchHasOneTimeLimit() throws InterruptedException {
        PictureFetcher fetcher = fetcher(host, "pictures.uri.ms", "300");
        ImagePayload image = new ImagePayload(
                "0".repeat(64),
                "image/png",
                1_000_000,
                Optional.empty(),
                Optional.of(URI.create(host + "/pictures/drip.png")),
                Optional.empty());

        assertThatThrownBy(() -> fetcher.bytes(image))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessageContaining("cannot be fetched");
        while (asked.get() < 1000) { // until the server notices that the exchange was cancelled
            Thread.sleep(20);
        }
    }

    @Test
    void aLargerPictureThanTheSettingsAllowIsNotAskedFor() {
        PictureFetcher fetcher = fetcher(host, "pictures.uri.bytes", "3");

        assertRefused(fetcher, URI.create(host + "/pictures/a.png"), "at most 3 are fetched (pictures.uri.bytes)");
        assertThat(asked).hasValue(0);
    }

    @Test
    void reasonsDoNotTellWhatWasFound() throws IOException {
        Path file = Files.write(dir.resolve("other.png"), new byte[] {9, 9, 9, 9, 9});
        PictureFetcher fetcher = fetcher(host + "," + dir);

        for (URI uri : List.of(file.toUri(), URI.create(host + "/pictures/long.png"))) {
            assertThatThrownBy(() -> fetcher.bytes(at(uri)))
                    .isInstanceOf(UnreadableImageException.class)
                    .message()
                    .doesNotContain("5 bytes", "1000", "sha256 ")
                    .doesNotMatch(".*[0-9a-f]{64}.*");
        }
    }

    @Test
    void aNameWithAPrivateAddressIsNotAskedUnlessTheSettingsSaySo() {
        String named = host.replace("127.0.0.1", "localhost");
        URI uri = URI.create(named + "/pictures/a.png");

        assertRefused(fetcher(named), uri, "cannot be fetched");
        assertThat(asked).hasValue(0);
        assertThat(fetcher(named, "pictures.uri.private", "true").bytes(at(uri)))
                .isEqualTo(BYTES);
    }

    @Test
    void addressesOfThisMachineAndOfPrivateNetworksAreTold() throws IOException {
        for (String address : List.of(
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "::1",
                "fe80::1",
                "fd00::1",
                "::ffff:127.0.0.1",
                "64:ff9b::7f00:1",
                "224.0.0.1",
                "255.255.255.255")) {
            assertThat(PublicAddress.isPublic(InetAddress.getByName(address)))
                    .as(address)
                    .isFalse();
        }
        for (String address : List.of("8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111")) {
            assertThat(PublicAddress.isPublic(InetAddress.getByName(address)))
                    .as(address)
                    .isTrue();
        }
    }

    @Test
    void aLocationThatIsNoneIsRefusedWithItsSetting() {
        for (String element : List.of("pictures", "ftp://host/x", "https://user:secret@host", "https://host/?q")) {
            assertThatThrownBy(() -> fetcher(element))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("pictures.uri.allow")
                    .hasMessageContaining("https://host/path");
        }
    }

    private static void assertRefused(PictureFetcher fetcher, URI uri, String why) {
        assertThatThrownBy(() -> fetcher.bytes(at(uri)))
                .as(uri.toString())
                .isInstanceOf(UnreadableImageException.class)
                .hasMessageContaining(why)
                .hasMessageNotContaining("\n");
    }

    private static ImagePayload at(URI uri) {
        return ImagePayload.reference(uri, BYTES, "image/png");
    }

    private static PictureFetcher fetcher(String allowed, String... more) {
        Map<String, String> values = new HashMap<>(Map.of("pictures.uri.allow", allowed));
        for (int i = 0; i < more.length; i += 2) {
            values.put(more[i], more[i + 1]);
        }
        return PictureFetcher.of(Settings.of(CommonSettings.class, values));
    }
}
