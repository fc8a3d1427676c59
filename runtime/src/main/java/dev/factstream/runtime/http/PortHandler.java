package dev.factstream.runtime.http;

import io.vertx.core.http.HttpServerRequest;

/** Answers the requests of an {@link HttpPort}. Called on its event loop. */
public interface PortHandler {
    /** Answers a request with an allowed Host and a valid token. */
    void handle(HttpServerRequest request);

    /**
     * Sends an error instead of an answer.
     *
     * @param status 400, 401, 408 or 421
     * @param reason one sentence, which says what to do
     */
    void reject(HttpServerRequest request, int status, String reason);
}
