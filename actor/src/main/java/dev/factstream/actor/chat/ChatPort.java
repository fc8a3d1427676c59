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
 * The policy behind OpenAI's HTTP interface: {@code POST /v1/chat/completions}, {@code GET /v1/models}. The event loop only moves
 * bytes; requests are read by workers and answered by the {@link ChatEngine}. How many are in hand is bounded from their first
 * byte on, and with it the memory that they take. Thread-safe.
 */
final class ChatPort {
    private static final String COMPLETIONS = "/v1/chat/completions";
    private static final String MODELS = "/v1/models";
    private static final int IDLE_SECONDS = 300;
    private static final long BODY_MILLIS = 30_000;

    private final ChatSettings settings;
    private final ChatEngine engine;
    private final ChatRequestReader reader;
    private final ChatPrompts prompts;
    private final Tokenizer tokenizer;
    private final ChatBodies bodies;
    private final BearerToken token;
    private final Clock clock;
    private final Semaphore room;
    private final Vertx vertx;
    private final HttpServer server;

    ChatPort(
            ChatSettings settings,
            ChatEngine engine,
            ChatRequestReader reader,
            ChatPrompts prompts,
            Tokenizer tokenizer,
            ChatBodies bodies,
            Clock clock) {
        this.settings = settings;
        this.engine = engine;
        this.reader = reader;
        this.prompts = prompts;
        this.tokenizer = tokenizer;
        this.bodies = bodies;
        this.clock = clock;
        token = new BearerToken(settings.token());
        room = new Semaphore(settings.slots() + settings.waiting());
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
                    // without it Vert.x itself would answer versions of HTTP that it does not speak, as if we had
                    // failed
                    .webSocketHandshakeHandler(handshake -> handshake.reject(404))
                    .listen(settings.port(), settings.host())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            close();
            throw new PortInUseException(
                    "cannot listen on " + settings.host() + ":" + settings.port() + " for conversations: "
                            + e.getCause().getMessage() + "; set " + ChatSettings.PORT.key()
                            + " to a free one, or to 0 for none",
                    e);
        }
    }

    /** The port that it listens on. */
    int number() {
        return server.actualPort();
    }

    private void handle(HttpServerRequest request) {
        if (request.version() == null) {
            exchange(request, () -> {}).refuse(ChatException.refused(400, "http_version", "HTTP/1.1 is spoken here"));
            request.connection().close();
            return;
        }
        boolean counted = request.path() != null && request.path().equals(COMPLETIONS);
        if (counted && !room.tryAcquire()) {
            exchange(request, () -> {}).refuse(ChatException.busy("too many conversations at once; try again soon"));
            return;
        }
        ChatExchange exchange = exchange(request, counted ? room::release : () -> {});
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
            exchange.refuse(e);
        }
    }

    private ChatExchange exchange(HttpServerRequest request, Runnable done) {
        return new ChatExchange(vertx.getOrCreateContext(), request.response(), bodies, done);
    }

    private static void requireMethod(HttpServerRequest request, HttpMethod method) {
        if (request.method() != method) {
            request.response().putHeader("allow", method.name());
            throw ChatException.refused(405, "method_not_allowed", request.path() + " takes " + method.name());
        }
    }

    private String models(String path) {
        if (MODELS.equals(path)) {
            return bodies.models(engine.policy()).toString();
        }
        if (path != null && path.startsWith(MODELS + "/")) {
            String name =
                    path.substring(MODELS.length() + 1).replace("%2F", "/").replace("%2f", "/");
            requireServed(name);
            return bodies.model(name, engine.policy()).toString();
        }
        throw ChatException.refused(404, "unknown_url", "there are " + COMPLETIONS + " and " + MODELS);
    }

    private void requireServed(String model) {
        if (!bodies.serves(model, engine.policy())) {
            throw ChatException.refused(
                    404, "model_not_found", "the model served now is " + bodies.name(engine.policy()));
        }
    }

    private void receive(HttpServerRequest request, ChatExchange exchange) {
        String type = request.getHeader("content-type");
        if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
            throw ChatException.refused(415, "unsupported_media_type", "the content-type must be application/json");
        }
        Buffer body = Buffer.buffer();
        long late = vertx.setTimer(BODY_MILLIS, id -> {
            exchange.refuse(ChatException.refused(408, "timeout", "the request took too long to arrive"));
            request.connection().close();
        });
        request.handler(part -> {
            if (exchange.isOver()) {
                return; // read on, or the client would not read why it was refused
            }
            if (body.length() + part.length() > settings.bodyBytes()) {
                exchange.refuse(ChatException.refused(
                        413, "request_too_large", "a request has at most " + settings.bodyBytes() + " bytes"));
            } else {
                body.appendBuffer(part);
            }
        });
        request.exceptionHandler(failure -> vertx.cancelTimer(late));
        request.endHandler(end -> {
            vertx.cancelTimer(late);
            if (!exchange.isOver()) {
                vertx.executeBlocking(() -> prepare(body.getBytes()), false)
                        .onComplete(prepared -> answer(exchange, prepared), failure -> exchange.refuse(error(failure)));
            }
        });
    }

    private record Prepared(ChatRequest asked, GenerationRequest encoded) {}

    private Prepared prepare(byte[] body) {
        ChatRequest asked = reader.read(body);
        requireServed(asked.model());
        return new Prepared(asked, prompts.encode(asked));
    }

    private void answer(ChatExchange exchange, Prepared prepared) {
        if (exchange.isOver()) {
            return;
        }
        PendingAnswer pending = new PendingAnswer(
                prepared.encoded(), new AnswerText(tokenizer, prepared.asked().stops()), exchange);
        String id = "chatcmpl-" + UUID.randomUUID();
        int promptTokens = prepared.encoded().prompt().ids().length;
        exchange.expect(
                prepared.asked(),
                new Answered(id, clock.millis() / 1000, engine.policy(), promptTokens, 0, ""),
                pending);
        if (!engine.offer(pending)) {
            exchange.refuse(ChatException.failed(503, "the actor is stopping"));
        }
    }

    private static ChatException error(Throwable failure) {
        return failure instanceof ChatException known
                ? known
                : ChatException.failed(500, "the request could not be read: " + failure);
    }

    /** Stops listening. Closing again does nothing. */
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
