package dev.factstream.runtime.http;

import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;

/** A read-only HTTP server with its own event loop. Thread-safe; close it. */
public final class ReadOnlyHttpServer implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx(new VertxOptions()
            .setEventLoopPoolSize(1)
            .setWorkerPoolSize(2)
            .setFileSystemOptions(
                    new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    private final Handler<HttpServerRequest> reader;

    /** @param reader handles GET and HEAD on the event loop; other methods are rejected with 405 */
    public ReadOnlyHttpServer(Handler<HttpServerRequest> reader) {
        this.reader = reader;
    }

    /**
     * Starts listening; may be called again after a failure.
     *
     * @param port 0 for any free port
     * @param purpose end of the message "cannot listen on host:port for ..."
     * @param advice remedy for the error message
     * @return the port
     * @throws UserFacingException if the address cannot be bound
     */
    public int listen(String host, int port, String purpose, String advice) {
        try {
            HttpServer server = vertx.createHttpServer()
                    .requestHandler(this::handle)
                    .listen(port, host)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            return server.actualPort();
        } catch (CompletionException e) {
            throw new UserFacingException(
                    ExitCode.IN_USE,
                    "cannot listen on " + host + ":" + port + " for " + purpose + ": "
                            + e.getCause().getMessage() + "; " + advice,
                    e);
        }
    }

    private void handle(HttpServerRequest request) {
        if (request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD) {
            reader.handle(request);
        } else {
            request.response()
                    .setStatusCode(405)
                    .putHeader("allow", "GET, HEAD")
                    .end();
        }
    }

    /** Runs blocking work off the event loop; the future completes on the event loop. */
    public <T> Future<T> runBlocking(Callable<T> work) {
        return vertx.executeBlocking(work, false);
    }

    /** Runs {@code work} on the event loop. */
    public void runOnEventLoop(Runnable work) {
        vertx.runOnContext(now -> work.run());
    }

    /** Runs {@code work} on the event loop periodically. */
    public void schedule(long millis, Runnable work) {
        vertx.setPeriodic(millis, timer -> work.run());
    }

    /** Stops listening and closes all connections. Idempotent. */
    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
