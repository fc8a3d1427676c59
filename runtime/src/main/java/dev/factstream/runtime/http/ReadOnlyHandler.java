package dev.factstream.runtime.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/** Passes on GET and HEAD; answers other methods with 405, and errors in plain text. Browsers are asked for the token as a password. */
public final class ReadOnlyHandler implements PortHandler {
    private final Handler<HttpServerRequest> reader;

    public ReadOnlyHandler(Handler<HttpServerRequest> reader) {
        this.reader = reader;
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD) {
            reader.handle(request);
        } else {
            request.response()
                    .setStatusCode(405)
                    .putHeader("allow", "GET, HEAD")
                    .end();
        }
    }

    @Override
    public void reject(HttpServerRequest request, int status, String reason) {
        if (status == 401) {
            request.response().putHeader("www-authenticate", "Basic realm=\"factstream\", charset=\"UTF-8\"");
        }
        request.response()
                .setStatusCode(status)
                .putHeader("content-type", "text/plain; charset=utf-8")
                .end(reason + "\n");
    }
}
