package dev.factstream.dashboard;

import dev.factstream.runtime.http.ClientBudget;
import io.vertx.core.http.HttpServerResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The connected browsers, served by server-sent events. A slow browser gets no events until it has read the pending ones, and
 * then a snapshot; so at most one snapshot is buffered per browser. Use on the event loop only.
 */
final class SseClients {
    private static final int MOST = 64;
    private static final String KEEP_ALIVE = ":\n\n";

    private final PageState state;
    private final ClientBudget places = new ClientBudget(MOST);
    private final Map<HttpServerResponse, Boolean> behind = new LinkedHashMap<>();

    SseClients(PageState state) {
        this.state = state;
    }

    /**
     * Adds a browser; returns false if there are too many.
     *
     * @param peer address of the browser
     */
    boolean add(HttpServerResponse response, String peer) {
        if (!places.tryAcquire(List.of(peer), 1)) {
            return false;
        }
        response.setChunked(true)
                .putHeader("content-type", "text/event-stream")
                .putHeader("cache-control", "no-store")
                .putHeader("x-accel-buffering", "no");
        response.closeHandler(closed -> remove(response, peer));
        response.exceptionHandler(failure -> remove(response, peer));
        response.drainHandler(drained -> {
            if (Boolean.TRUE.equals(behind.replace(response, false))) {
                response.write(event(state.snapshot()));
            }
        });
        behind.put(response, false);
        response.write("retry: 2000\n\n" + event(state.snapshot()));
        return true;
    }

    private void remove(HttpServerResponse response, String peer) {
        if (behind.remove(response) != null) {
            places.release(List.of(peer), 1);
        }
    }

    /** Sends a message to all browsers. */
    void broadcast(String message) {
        String event = event(message);
        behind.replaceAll((response, isBehind) -> {
            if (isBehind || response.writeQueueFull()) {
                return true;
            }
            response.write(event);
            return false;
        });
    }

    /** Sends a comment to keep the connections open through proxies. */
    void sendKeepAlive() {
        behind.forEach((response, isBehind) -> {
            if (!isBehind) {
                response.write(KEEP_ALIVE);
            }
        });
    }

    private static String event(String message) {
        return "data: " + message + "\n\n";
    }
}
