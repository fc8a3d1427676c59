package dev.factstream.actor.chat;

import dev.factstream.actor.adapter.PolicyVersion;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One request and its response. Events of the generating thread are handled on the event loop, in order. A disconnecting client
 * abandons its answer.
 */
final class ChatExchange implements AnswerListener {
    private static final String VERSION_HEADER = "x-factstream-policy-version";
    private static final String HASH_HEADER = "x-factstream-adapter-hash";
    private static final String SEED_HEADER = "x-factstream-seed";

    private final Context context;
    private final HttpServerResponse response;
    private final ChatResponses bodies;
    private final Runnable done;
    private final AtomicBoolean over = new AtomicBoolean();
    private final StringBuilder text = new StringBuilder();
    private ChatRequest request;
    private AnswerMetadata answered;
    private PendingAnswer pending;

    /** @param done called once at the end of the exchange, however it ends */
    ChatExchange(Context context, HttpServerResponse response, ChatResponses bodies, Runnable done) {
        this.context = context;
        this.response = response;
        this.bodies = bodies;
        this.done = done;
        response.closeHandler(closed -> abandon());
        response.exceptionHandler(failure -> abandon());
    }

    /** Sets the pending answer; on the event loop, before the engine receives it. */
    void expect(ChatRequest chatRequest, AnswerMetadata soFar, PendingAnswer answer) {
        request = chatRequest;
        answered = soFar;
        pending = answer;
    }

    /** Whether the exchange has ended. */
    boolean isOver() {
        return over.get();
    }

    private void abandon() {
        if (pending != null) {
            pending.abandon();
        }
        end(Future.succeededFuture());
    }

    /** Ends the exchange; it counts as open until the client has received the whole response. */
    private void end(Future<Void> written) {
        if (over.compareAndSet(false, true)) {
            written.onComplete(any -> done.run());
        }
    }

    @Override
    public void onBegin(PolicyVersion policy) {
        context.runOnContext(now -> {
            if (over.get()) {
                return;
            }
            answered = answered.begun(policy);
            response.putHeader(VERSION_HEADER, Integer.toString(policy.number()))
                    .putHeader(HASH_HEADER, policy.adapterHash())
                    .putHeader(SEED_HEADER, Long.toString(request.seed()));
            if (request.stream()) {
                response.setChunked(true)
                        .putHeader("content-type", "text/event-stream; charset=utf-8")
                        .putHeader("cache-control", "no-store");
                event(bodies.roleChunk(answered).toString());
            }
        });
    }

    @Override
    public void onText(String more) {
        context.runOnContext(now -> {
            if (request.stream()) {
                event(bodies.textChunk(answered, more).toString());
            } else {
                text.append(more);
            }
        });
    }

    @Override
    public void onEnd(boolean stopped, int tokens) {
        context.runOnContext(now -> {
            answered = answered.ended(stopped, tokens);
            if (over.get()) {
                return;
            }
            if (request.stream()) {
                event(bodies.finishChunk(answered).toString());
                if (request.usage()) {
                    event(bodies.usageChunk(answered).toString());
                }
                event("[DONE]");
                end(response.end());
            } else {
                end(json(200, bodies.completion(answered, text.toString()).toString()));
            }
        });
    }

    @Override
    public void onFailure(ChatException error) {
        context.runOnContext(now -> reject(error));
    }

    /** Ends the exchange with an error; on the event loop. */
    void reject(ChatException error) {
        if (over.get()) {
            return;
        }
        if (response.headWritten()) { // in the middle of a stream: only an error event is possible
            event(ChatResponses.error(error).toString());
            end(response.end());
        } else {
            if (error.status() == 429) {
                response.putHeader("retry-after", "1");
            }
            end(json(error.status(), ChatResponses.error(error).toString()));
        }
    }

    private Future<Void> json(int status, String body) {
        return response.setStatusCode(status)
                .putHeader("content-type", "application/json; charset=utf-8")
                .end(body);
    }

    private void event(String data) {
        if (!over.get()) {
            response.write("data: " + data + "\n\n");
        }
    }
}
