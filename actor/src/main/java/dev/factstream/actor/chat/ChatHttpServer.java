package dev.factstream.actor.chat;

import dev.factstream.actor.settings.ChatSettings;
import dev.factstream.model.generate.GenerationRequest;
import dev.factstream.model.tokenizer.Tokenizer;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;

/**
 * HTTP server with OpenAI's interface to the policy: {@code POST /v1/chat/completions}, {@code GET /v1/models}. The event loop only
 * moves bytes; workers read requests and the {@link ChatEngine} answers them. The number of open requests is bounded from their
 * first byte on, and with it their memory. Thread-safe.
 */
final class ChatHttpServer {
    private static final String COMPLETIONS = "/v1/chat/completions";
    private static final String MODELS = "/v1/models";
    private static final int IDLE_SECONDS = 300;
    private static final long BODY_MILLIS = 30_000;

    private final ChatSettings settings;
    private final ChatEngine engine;
    private final ChatModels models;
    private final ChatRequestReader reader;
    private final ChatPrompts prompts;
    private final Tokenizer tokenizer;
    private final ChatResponses bodies;
    private final BearerToken token;
    private final Clock clock;
    private final Semaphore permits;
    private final Vertx vertx;
    private final HttpServer server;

    ChatHttpServer(
            ChatSettings settings,
            ChatEngine engine,
            ChatModels models,
            ChatRequestReader reader,
            ChatPrompts prompts,
            Tokenizer tokenizer,
            ChatResponses bodies,
            Clock clock) {
        this.settings = settings;
        this.engine = engine;
        this.models = models;
        this.reader = reader;
        this.prompts = prompts;
        this.tokenizer = tokenizer;
        this.bodies = bodies;
        this.clock = clock;
        token = new BearerToken(settings.token());
        permits = new Semaphore(settings.slots() + settings.waiting());
        vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(2)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        try {
            server = vertx.createHttpServer(new HttpServerOptions()
                            .setHandle100ContinueAutomatically(true)
                            .setHttp2ClearTextEnabled(false)
                            .setIdleTimeout(IDLE_SECONDS))
                    .requestHandler(this::handle)
                    // without it Vert.x itself would answer unsupported versions of HTTP, with a server error
                    .webSocketHandshakeHandler(handshake -> handshake.reject(404))
                    .listen(settings.port(), settings.host())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            close();
            throw new PortInUseException(
                    "cannot listen on " + settings.host() + ":" + settings.port() + " for chat completions: "
                            + e.getCause().getMessage() + "; set " + ChatSettings.PORT
                            + " to a free port, or to 0 to disable chat",
                    e);
        }
    }

    /** Returns the port that the server listens on. */
    int port() {
        return server.actualPort();
    }

    private void handle(HttpServerRequest request) {
        if (request.version() == null) {
            exchange(request, () -> {})
                    .reject(ChatException.rejected(400, "http_version", "only HTTP/1.1 is supported"));
            request.connection().close();
            return;
        }
        boolean counted = request.path() != null && request.path().equals(COMPLETIONS);
        if (counted && !permits.tryAcquire()) {
            exchange(request, () -> {}).reject(ChatException.busy("too many concurrent requests; try again soon"));
            return;
        }
        ChatExchange exchange = exchange(request, counted ? permits::release : () -> {});
        try {
            token.check(request.getHeader("authorization"));
            if (counted) {
                requireMethod(request, HttpMethod.POST);
                receive(request, exchange);
            } else {
                requireMethod(request, HttpMethod.GET);
                request.response()
                        .putHeader("content-type", "application/json; charset=utf-8")
                        .end(models(request.path()));
            }
        } catch (ChatException e) {
            exchange.reject(e);
        }
    }

    private ChatExchange exchange(HttpServerRequest request, Runnable done) {
        return new ChatExchange(vertx.getOrCreateContext(), request.response(), bodies, done);
    }

    private static void requireMethod(HttpServerRequest request, HttpMethod method) {
        if (request.method() != method) {
            request.response().putHeader("allow", method.name());
            throw ChatException.rejected(405, "method_not_allowed", request.path() + " allows only " + method.name());
        }
    }

    private String models(String path) {
        if (MODELS.equals(path)) {
            return bodies.models().toString();
        }
        if (path != null && path.startsWith(MODELS + "/")) {
            String name =
                    path.substring(MODELS.length() + 1).replace("%2F", "/").replace("%2f", "/");
            return bodies.model(name, served(name)).toString();
        }
        throw ChatException.rejected(404, "unknown_url", "only " + COMPLETIONS + " and " + MODELS + " exist");
    }

    private ChatModel served(String name) {
        return models.find(name)
                .orElseThrow(() -> ChatException.rejected(
                        404,
                        "model_not_found",
                        "no such model is served now; GET " + MODELS + " lists those that are"));
    }

    private void receive(HttpServerRequest request, ChatExchange exchange) {
        String type = request.getHeader("content-type");
        if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
            throw ChatException.rejected(415, "unsupported_media_type", "the content-type must be application/json");
        }
        Buffer body = Buffer.buffer();
        long late = vertx.setTimer(BODY_MILLIS, id -> {
            exchange.reject(ChatException.rejected(408, "timeout", "the request took too long to arrive"));
            request.connection().close();
        });
        request.handler(part -> {
            if (exchange.isOver()) {
                return; // keep reading, or the client would not read the reason of the rejection
            }
            if (body.length() + part.length() > settings.bodyBytes()) {
                exchange.reject(ChatException.rejected(
                        413, "request_too_large", "a request may have at most " + settings.bodyBytes() + " bytes"));
            } else {
                body.appendBuffer(part);
            }
        });
        request.exceptionHandler(failure -> vertx.cancelTimer(late));
        request.endHandler(end -> {
            vertx.cancelTimer(late);
            if (!exchange.isOver()) {
                vertx.executeBlocking(() -> prepare(body.getBytes()), false)
                        .onComplete(prepared -> answer(exchange, prepared), failure -> exchange.reject(error(failure)));
            }
        });
    }

    private record PreparedRequest(ChatModel model, ChatRequest request, GenerationRequest encoded) {}

    private PreparedRequest prepare(byte[] body) {
        ChatRequest request = reader.read(body);
        ChatModel model = served(request.model());
        return new PreparedRequest(model, request, prompts.encode(request));
    }

    private void answer(ChatExchange exchange, PreparedRequest prepared) {
        if (exchange.isOver()) {
            return;
        }
        PendingAnswer pending = new PendingAnswer(
                prepared.model(),
                prepared.encoded(),
                new AnswerText(tokenizer, prepared.request().stops()),
                exchange);
        String id = "chatcmpl-" + UUID.randomUUID();
        int promptTokens = prepared.encoded().prompt().ids().length;
        exchange.expect(
                prepared.request(),
                new AnswerMetadata(
                        id,
                        clock.millis() / 1000,
                        prepared.model(),
                        models.version(prepared.model()),
                        promptTokens,
                        0,
                        ""),
                pending);
        if (!engine.offer(pending)) {
            exchange.reject(ChatException.failed(503, "the actor is stopping"));
        }
    }

    private static ChatException error(Throwable failure) {
        return failure instanceof ChatException known
                ? known
                : ChatException.failed(500, "the request could not be read: " + failure);
    }

    /** Stops listening. Closing again has no effect. */
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
