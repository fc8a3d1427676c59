package dev.factstream.console.dashboard;

import io.vertx.core.http.HttpServerResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The browsers that look at the page, by server-sent events. One that cannot keep up is told nothing until it has read what it got, and
 * then everything anew: so no more is kept for it than the board. For the event loop alone.
 */
final class Browsers {
    private static final int MOST = 64;
    private static final String KEEP_OPEN = ":\n\n";

    private final Board board;
    private final Map<HttpServerResponse, Boolean> behind = new LinkedHashMap<>();

    Browsers(Board board) {
        this.board = board;
    }

    /** Takes a browser; false where there are too many. */
    boolean add(HttpServerResponse response) {
        if (behind.size() >= MOST) {
            return false;
        }
        response.setChunked(true)
                .putHeader("content-type", "text/event-stream")
                .putHeader("cache-control", "no-store")
                .putHeader("x-accel-buffering", "no");
        response.closeHandler(closed -> behind.remove(response));
        response.exceptionHandler(failure -> behind.remove(response));
        response.drainHandler(drained -> {
            if (Boolean.TRUE.equals(behind.replace(response, false))) {
                response.write(event(board.everything()));
            }
        });
        behind.put(response, false);
        response.write("retry: 2000\n\n" + event(board.everything()));
        return true;
    }

    /** Tells all of them. */
    void tell(String message) {
        String event = event(message);
        behind.replaceAll((response, isBehind) -> {
            if (isBehind || response.writeQueueFull()) {
                return true;
            }
            response.write(event);
            return false;
        });
    }

    /** Shows proxies and the operating system that somebody is still there. */
    void keepOpen() {
        behind.forEach((response, isBehind) -> {
            if (!isBehind) {
                response.write(KEEP_OPEN);
            }
        });
    }

    private static String event(String message) {
        return "data: " + message + "\n\n";
    }
}
