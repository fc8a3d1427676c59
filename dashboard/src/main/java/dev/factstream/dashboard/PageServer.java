package dev.factstream.dashboard;

import dev.factstream.runtime.http.HttpPort;
import dev.factstream.runtime.http.PortAddress;
import dev.factstream.runtime.http.ReadOnlyHandler;
import dev.factstream.runtime.pictures.PictureFetcher;
import dev.factstream.runtime.settings.PortSettings;
import dev.factstream.schemas.ticket.ImagePayload;
import dev.factstream.schemas.ticket.UnreadableImageException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;
import java.util.Optional;

/**
 * Serves the page, its pictures, and the stream of changes ({@code /events}). A content security policy restricts the page to
 * this server, so that text from the log cannot inject scripts or requests. Thread-safe; close it.
 */
final class PageServer implements AutoCloseable {
    private static final String IMAGES = "/images/";
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final long KEEP_ALIVE_MILLIS = 15_000;

    private final Map<String, Asset> assets = Asset.all();
    private final PictureCache pictures;
    private final PictureFetcher fetcher;
    private final SseClients browsers;
    private final HttpPort http;

    PageServer(PageState state, PictureCache pictures, PictureFetcher fetcher, PortSettings limits) {
        this.pictures = pictures;
        this.fetcher = fetcher;
        http = new HttpPort(limits, new ReadOnlyHandler(this::handle));
        browsers = new SseClients(state);
    }

    /**
     * Starts listening; may be called again with another port after a failure.
     *
     * @return the port
     * @throws dev.factstream.runtime.failure.UserFacingException if the address cannot be bound
     */
    int listen(PortAddress address) {
        int listening = http.listen(address);
        http.schedule(KEEP_ALIVE_MILLIS, browsers::sendKeepAlive);
        return listening;
    }

    /** Sends a message to all browsers. */
    void broadcast(String message) {
        http.runOnEventLoop(() -> browsers.broadcast(message));
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
            if (!browsers.add(response, HttpPort.peer(request))) {
                fail(response, 503, "too many browsers are connected");
            }
        } else if (path.startsWith(IMAGES)) {
            picture(response, path.substring(IMAGES.length()));
        } else {
            fail(response, 404, "not found; the page is at /");
        }
    }

    private void picture(HttpServerResponse response, String sha256) {
        Optional<ImagePayload> found = pictures.find(sha256);
        if (found.isEmpty()) {
            fail(response, 404, "no rollout on the page has this picture");
            return;
        }
        // not on the event loop: the picture may have to be fetched
        http.runBlocking(() -> fetcher.bytes(found.get()))
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

    /** Stops listening and disconnects all browsers. */
    @Override
    public void close() {
        http.close();
        fetcher.close();
    }
}
