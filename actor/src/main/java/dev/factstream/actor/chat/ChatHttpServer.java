package dev.factstream.actor.chat;

import dev.factstream.actor.settings.ChatSettings;
import dev.factstream.model.generate.GenerationRequest;
import dev.factstream.model.tokenizer.Tokenizer;
import dev.factstream.runtime.http.HttpPort;
import dev.factstream.runtime.http.PortAddress;
import dev.factstream.runtime.http.PortHandler;
import dev.factstream.runtime.settings.PortSettings;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;

/**
 * HTTP server with OpenAI's interface to the policy: {@code POST /v1/chat/completions}, {@code GET /v1/models}. The event loop only
 * moves bytes; workers read requests and the {@link ChatEngine} answers them. The number of open requests is bounded from their
 * first byte on, and with it their memory: see {@link ChatAdmission}. Thread-safe.
 */
final class ChatHttpServer implements PortHandler {
    private static final String COMPLETIONS = "/v1/chat/completions";
    private static final String MODELS = "/v1/models";
    private static final Map<Integer, String> ERROR_CODES =
            Map.of(400, "http_version", 401, "invalid_api_key", 408, "timeout", 421, "misdirected_request");

    private final ChatSettings settings;
    private final ChatEngine engine;
    private final ChatModels models;
    private final ChatRequestReader reader;
    private final ChatPrompts prompts;
    private final Tokenizer tokenizer;
    private final ChatResponses bodies;
    private final Clock clock;
    private final ChatAdmission admission;
    private final HttpPort http;
    private final int port;

    ChatHttpServer(
            ChatSettings settings,
            PortAddress address,
            PortSettings limits,
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
        admission = new ChatAdmission(settings, address.tokens());
        http = new HttpPort(limits, this);
        try {
            port = http.listen(address);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Returns the port that the server listens on. */
    int port() {
        return port;
    }

    @Override
    public void handle(HttpServerRequest request) {
        try {
            if (COMPLETIONS.equals(request.path())) {
                requireMethod(request, HttpMethod.POST);
                requireJson(request);
                receive(request, admission.begin(request));
            } else {
                requireMethod(request, HttpMethod.GET);
                request.response()
                        .putHeader("content-type", "application/json; charset=utf-8")
                        .end(models(request.path()));
            }
        } catch (ChatException e) {
            exchange(request, () -> {}).reject(e);
        }
    }

    @Override
    public void reject(HttpServerRequest request, int status, String reason) {
        String code = ERROR_CODES.get(status);
        if (status == 401) {
            request.response().putHeader("www-authenticate", "Bearer");
        }
        exchange(request, () -> {}).reject(ChatException.rejected(status, code, reason));
    }

    private ChatExchange exchange(HttpServerRequest request, Runnable done) {
        return new ChatExchange(http.context(), request.response(), bodies, done);
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

    private static void requireJson(HttpServerRequest request) {
        String type = request.getHeader("content-type");
        if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
            throw ChatException.rejected(415, "unsupported_media_type", "the content-type must be application/json");
        }
    }

    private void receive(HttpServerRequest request, ChatAdmission.Ticket ticket) {
        ChatExchange exchange = exchange(request, ticket::release);
        Buffer body = Buffer.buffer();
        request.handler(part -> {
            if (exchange.isOver()) {
                return; // keep reading, or the client would not read the reason of the rejection
            }
            try {
                if (body.length() + part.length() > settings.bodyBytes()) {
                    throw ChatException.rejected(
                            413, "request_too_large", "a request may have at most " + settings.bodyBytes() + " bytes");
                }
                ticket.receive(part.length());
                body.appendBuffer(part);
            } catch (ChatException e) {
                exchange.reject(e);
            }
        });
        request.endHandler(end -> {
            if (exchange.isOver()) {
                return;
            }
            try {
                ticket.complete();
                http.runBlocking(() -> prepare(body.getBytes()))
                        .onComplete(prepared -> answer(exchange, prepared), failure -> exchange.reject(error(failure)));
            } catch (ChatException e) {
                exchange.reject(e);
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
        http.close();
    }
}
