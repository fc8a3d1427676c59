package dev.factstream.runtime.http;

import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.settings.PortSettings;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP/1.1 server with its own event loop, which every port of FactStream uses. It bounds time and connections of its clients, and
 * passes on only requests whose Host header names this port and that carry its token. Thread-safe; close it.
 */
public final class HttpPort implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpPort.class);
    private static final long SWEEP_MILLIS = 500;
    private static final Duration RELOAD = Duration.ofSeconds(30);

    private final PortSettings limits;
    private final PortHandler handler;
    private final Vertx vertx = Vertx.vertx(new VertxOptions()
            .setEventLoopPoolSize(1)
            .setWorkerPoolSize(2)
            .setFileSystemOptions(
                    new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    private final PortConnections connections;

    public HttpPort(PortSettings limits, PortHandler handler) {
        this.limits = limits;
        this.handler = handler;
        connections = new PortConnections(limits, System::nanoTime);
    }

    /**
     * Starts listening; may be called again after a failure.
     *
     * @return the port
     * @throws UserFacingException if the address cannot be bound
     * @throws dev.factstream.runtime.settings.SettingsException if the keystore cannot be used
     */
    public int listen(PortAddress address) {
        Optional<TlsKeyStore> tls = limits.keystore().map(file -> new TlsKeyStore(file, limits.keystorePassword()));
        HostAllowList hosts = new HostAllowList(address.host(), limits.hosts());
        try {
            HttpServer server = vertx.createHttpServer(options(tls))
                    .connectionHandler(connections::opened)
                    .requestHandler(request -> handle(request, hosts, address.tokens()))
                    // without it Vert.x itself would answer unsupported versions of HTTP, with a server error
                    .webSocketHandshakeHandler(handshake -> handshake.reject(404))
                    .listen(address.port(), address.host())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            schedule(SWEEP_MILLIS, () -> connections.closeOverdue(this::rejectLate));
            tls.ifPresent(keystore -> schedule(RELOAD.toMillis(), () -> reload(server, keystore)));
            return server.actualPort();
        } catch (CompletionException e) {
            throw new UserFacingException(
                    ExitCode.IN_USE,
                    "cannot listen on " + address.host() + ":" + address.port() + " for " + address.purpose() + ": "
                            + e.getCause().getMessage() + "; set " + address.section()
                            + ".port to a free one",
                    e);
        }
    }

    private HttpServerOptions options(Optional<TlsKeyStore> tls) {
        HttpServerOptions options = new HttpServerOptions()
                .setHandle100ContinueAutomatically(true)
                .setHttp2ClearTextEnabled(false)
                .setUseAlpn(false)
                .setSslHandshakeTimeout(limits.header().toSeconds())
                .setIdleTimeout((int) limits.idle().toSeconds());
        tls.ifPresent(keystore -> options.setSsl(true).setKeyCertOptions(keystore.read()));
        return options;
    }

    private static void reload(HttpServer server, TlsKeyStore keystore) {
        try {
            keystore.readIfChanged()
                    .ifPresent(keys -> server.updateSSLOptions(new ServerSSLOptions().setKeyCertOptions(keys))
                            .onFailure(failure -> LOG.warn("The new certificate is not used", failure)));
        } catch (IOException | RuntimeException e) {
            LOG.warn("The keystore cannot be read again; its last certificate stays in use: {}", e.toString());
        }
    }

    private void handle(HttpServerRequest request, HostAllowList hosts, AccessTokens tokens) {
        connections.begun(request);
        if (request.version() == null) {
            handler.reject(request, 400, "only HTTP/1.1 is supported");
            request.connection().close();
        } else if (!hosts.allows(request.headers().getAll("host"))) {
            handler.reject(request, 421, "the Host header names another host; set http.hosts to allow it");
        } else if (!tokens.accept(request.getHeader("authorization"))) {
            handler.reject(request, 401, "the request needs Authorization: Bearer with the right token");
        } else {
            handler.handle(request);
        }
    }

    private void rejectLate(HttpServerRequest request) {
        if (!request.response().headWritten()) {
            handler.reject(request, 408, "the request took too long to arrive");
        }
    }

    /** Returns the address of the client of a request, without its port. */
    public static String peer(HttpServerRequest request) {
        return PortConnections.peer(request.connection());
    }

    /** Returns the context of the event loop. */
    public Context context() {
        return vertx.getOrCreateContext();
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
