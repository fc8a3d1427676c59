package dev.factstream.schemas.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagePayloadTest {
    private static final byte[] BYTES = {1, 2, 3, 4};

    @TempDir
    Path dir;

    @Test
    void inlineBytesResolveToThemselves() {
        assertThat(ImagePayload.inline(BYTES, "image/png").resolve()).isEqualTo(BYTES);
    }

    @Test
    void aFileIsFetchedAndVerified() throws IOException {
        Path file = Files.write(dir.resolve("picture.png"), BYTES);

        assertThat(ImagePayload.reference(file.toUri(), BYTES, "image/png").resolve())
                .isEqualTo(BYTES);
    }

    @Test
    void aWebAddressIsFetchedAndVerified() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/picture.png", exchange -> {
            exchange.sendResponseHeaders(200, BYTES.length);
            exchange.getResponseBody().write(BYTES);
            exchange.close();
        });
        server.start();
        try {
            URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/picture.png");
            assertThat(ImagePayload.reference(uri, BYTES, "image/png").resolve())
                    .isEqualTo(BYTES);

            URI missing = uri.resolve("/missing.png");
            assertUnreadable(ImagePayload.reference(missing, BYTES, "image/png"), "cannot be read");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void bytesWithAnotherHashAreRejected() throws IOException {
        Path file = Files.write(dir.resolve("picture.png"), new byte[] {1, 2, 3, 5});

        assertUnreadable(ImagePayload.reference(file.toUri(), BYTES, "image/png"), "has sha256");
    }

    @Test
    void aFileThatGrewIsNotReadToItsEnd() throws IOException {
        Path file = Files.write(dir.resolve("picture.png"), new byte[1000]);

        assertUnreadable(ImagePayload.reference(file.toUri(), BYTES, "image/png"), "has 5 bytes, not 4");
    }

    @Test
    void aMissingFileIsNamed() {
        Path file = dir.resolve("missing.png");

        assertUnreadable(ImagePayload.reference(file.toUri(), BYTES, "image/png"), "missing.png cannot be read");
    }

    @Test
    void anUnsupportedSchemeIsNeverOpened() {
        assertUnreadable(
                ImagePayload.reference(URI.create("jar:file:/x.jar!/y"), BYTES, "image/png"),
                "has an unsupported scheme; use file:, http: or https:");
    }

    @Test
    void tooManyBytesDoNotTravelInline() {
        assertThatThrownBy(() -> ImagePayload.inline(new byte[ImagePayload.INLINE_LIMIT + 1], "image/png"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("exceed 262144: 262145");
    }

    @Test
    void payloadsOfTheSameBytesAreEqual() {
        assertThat(ImagePayload.inline(BYTES, "image/png")).isEqualTo(ImagePayload.inline(BYTES.clone(), "image/png"));
        assertThat(ImagePayload.inline(BYTES, "image/png"))
                .isNotEqualTo(ImagePayload.inline(new byte[] {9}, "image/png"));
    }

    private static void assertUnreadable(ImagePayload image, String problem) {
        assertThatThrownBy(image::resolve)
                .isInstanceOf(UnreadableImageException.class)
                .hasMessageContaining(problem)
                .hasMessageNotContaining("\n");
    }
}
