package dev.factstream.console.dashboard;

import dev.factstream.console.http.HttpPort;
import dev.factstream.schemas.ticket.ImagePayload;
import dev.factstream.schemas.ticket.UnreadableImageException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;
import java.util.Optional;

/**
 * Serves the page, its pictures, and what changes ({@code /events}). Everything comes from this machine: a policy for the browser forbids
 * whatever else a text from the log might make it do. Thread-safe; close it.
 */
final class PageServer implements AutoCloseable {
    private static final String IMAGES = "/images/";
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final long KEEP_OPEN_MILLIS = 15_000;

    private final Map<String, Asset> assets = Asset.all();
    private final Pictures pictures;
    private final Browsers browsers;
    private final HttpPort http = new HttpPort(this::handle);

    PageServer(Board board, Pictures pictures) {
        this.pictures = pictures;
        browsers = new Browsers(board);
    }

    /**
     * Listens; call it again with another port if it fails.
     *
     * @param port 0 for any free one
     * @return the port
     * @throws dev.factstream.console.cli.ConsoleException if nobody can listen there
     */
    int listen(String host, int port) {
        int listening = http.listen(host, port, "the dashboard", "set dashboard.port to a free one, or to 0 for any");
        http.every(KEEP_OPEN_MILLIS, browsers::keepOpen);
        return listening;
    }

    /** Tells all browsers. */
    void tell(String message) {
        http.onLoop(() -> browsers.tell(message));
    }

    private void handle(HttpServerRequest request) {
        HttpServerResponse response = request.response()
                .putHeader("content-security-policy", POLICY)
                .putHeader("x-content-type-options", "nosniff")
                .putHeader("referrer-policy", "no-referrer");
        String path = request.path();
        Asset asset = assets.get(path);
        if (asset != null) {
            response.putHeader("content-type", asset.type())
                    .putHeader("cache-control", "no-cache")
                    .end(Buffer.buffer(asset.bytes()));
        } else if (path.equals("/events")) {
            if (!browsers.add(response)) {
                fail(response, 503, "too many browsers look at this page");
            }
        } else if (path.startsWith(IMAGES)) {
            picture(response, path.substring(IMAGES.length()));
        } else {
            fail(response, 404, "there is nothing here; the page is at /");
        }
    }

    private void picture(HttpServerResponse response, String sha256) {
        Optional<ImagePayload> found = pictures.find(sha256);
        if (found.isEmpty()) {
            fail(response, 404, "no rollout on the page has this picture");
            return;
        }
        // not on the event loop: it may have to be fetched
        http.aside(() -> found.get().resolve())
                .onSuccess(
                        bytes -> response.putHeader("content-type", found.get().mediaType())
                                .putHeader("cache-control", "max-age=86400, immutable")
                                .end(Buffer.buffer(bytes)))
                .onFailure(failure -> fail(
                        response,
                        502,
                        failure instanceof UnreadableImageException ? failure.getMessage() : failure.toString()));
    }

    private static void fail(HttpServerResponse response, int status, String why) {
        response.setStatusCode(status)
                .putHeader("content-type", "text/plain; charset=utf-8")
                .end(why + "\n");
    }

    /** Stops listening, and lets all browsers go. */
    @Override
    public void close() {
        http.close();
    }
}
