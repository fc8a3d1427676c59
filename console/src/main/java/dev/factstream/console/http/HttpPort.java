package dev.factstream.console.http;

import dev.factstream.console.cli.ConsoleException;
import dev.factstream.console.cli.ExitCode;
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

/** A server that can be read from and not written to, with an event loop of its own. Thread-safe; close it. */
public final class HttpPort implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx(new VertxOptions()
            .setEventLoopPoolSize(1)
            .setWorkerPoolSize(2)
            .setFileSystemOptions(
                    new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    private final Handler<HttpServerRequest> reader;

    /** @param reader answers GET and HEAD, on the event loop; everything else is refused */
    public HttpPort(Handler<HttpServerRequest> reader) {
        this.reader = reader;
    }

    /**
     * Listens. Where it cannot, it may be called again.
     *
     * @param port 0 for any free one
     * @param purpose what for, as the end of "cannot listen for ..."
     * @param advice what to do where it cannot
     * @return the port
     * @throws ConsoleException if nobody can listen there
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
            throw new ConsoleException(
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

    /** Does what may take its time beside the event loop; what comes of it is handled on the event loop again. */
    public <T> Future<T> aside(Callable<T> work) {
        return vertx.executeBlocking(work, false);
    }

    /** Does something on the event loop. */
    public void onLoop(Runnable work) {
        vertx.runOnContext(now -> work.run());
    }

    /** Does something on the event loop again and again. */
    public void every(long millis, Runnable work) {
        vertx.setPeriodic(millis, timer -> work.run());
    }

    /** Stops listening and ends all connections. Closing again does nothing. */
    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
