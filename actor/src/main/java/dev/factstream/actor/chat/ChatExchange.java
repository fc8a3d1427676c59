package dev.factstream.actor.chat;

import dev.factstream.actor.adapter.PolicyVersion;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One request and its answer. What the generating thread tells is done on the event loop, in order. A client that goes away
 * abandons its answer.
 */
final class ChatExchange implements AnswerListener {
    private static final String VERSION_HEADER = "x-factstream-policy-version";
    private static final String HASH_HEADER = "x-factstream-adapter-hash";
    private static final String SEED_HEADER = "x-factstream-seed";

    private final Context context;
    private final HttpServerResponse response;
    private final ChatBodies bodies;
    private final Runnable done;
    private final AtomicBoolean over = new AtomicBoolean();
    private final StringBuilder text = new StringBuilder();
    private ChatRequest request;
    private Answered answered;
    private PendingAnswer pending;

    /** @param done called once, when this is over however it ends */
    ChatExchange(Context context, HttpServerResponse response, ChatBodies bodies, Runnable done) {
        this.context = context;
        this.response = response;
        this.bodies = bodies;
        this.done = done;
        response.closeHandler(gone -> leave());
        response.exceptionHandler(failure -> leave());
    }

    /** Says what is being answered; on the event loop, before the engine can know of it. */
    void expect(ChatRequest asked, Answered soFar, PendingAnswer answer) {
        request = asked;
        answered = soFar;
        pending = answer;
    }

    /** Whether it has ended. */
    boolean isOver() {
        return over.get();
    }

    private void leave() {
        if (pending != null) {
            pending.abandon();
        }
        end(Future.succeededFuture());
    }

    /** What a slow reader has not taken yet counts as being in hand. */
    private void end(Future<Void> written) {
        if (over.compareAndSet(false, true)) {
            written.onComplete(any -> done.run());
        }
    }

    @Override
    public void begins(PolicyVersion policy) {
        context.runOnContext(now -> {
            if (over.get()) {
                return;
            }
            answered = new Answered(
                    answered.id(), answered.createdSeconds(), policy, answered.promptTokens(), 0, answered.reason());
            response.putHeader(VERSION_HEADER, Integer.toString(policy.number()))
                    .putHeader(HASH_HEADER, policy.adapterHash())
                    .putHeader(SEED_HEADER, Long.toString(request.seed()));
            if (request.stream()) {
                response.setChunked(true)
                        .putHeader("content-type", "text/event-stream; charset=utf-8")
                        .putHeader("cache-control", "no-store");
                event(bodies.opening(answered).toString());
            }
        });
    }

    @Override
    public void grows(String more) {
        context.runOnContext(now -> {
            if (request.stream()) {
                event(bodies.piece(answered, more).toString());
            } else {
                text.append(more);
            }
        });
    }

    @Override
    public void ends(boolean stopped, int tokens) {
        context.runOnContext(now -> {
            answered = answered.ended(stopped, tokens);
            if (over.get()) {
                return;
            }
            if (request.stream()) {
                event(bodies.closing(answered).toString());
                if (request.usage()) {
                    event(bodies.counts(answered).toString());
                }
                event("[DONE]");
                end(response.end());
            } else {
                end(json(200, bodies.completion(answered, text.toString()).toString()));
            }
        });
    }

    @Override
    public void fails(ChatException why) {
        context.runOnContext(now -> refuse(why));
    }

    /** Ends it with an error; on the event loop. */
    void refuse(ChatException why) {
        if (over.get()) {
            return;
        }
        if (response.headWritten()) { // in the middle of a stream: all that is left is to say so
            event(ChatBodies.error(why).toString());
            end(response.end());
        } else {
            if (why.status() == 429) {
                response.putHeader("retry-after", "1");
            }
            end(json(why.status(), ChatBodies.error(why).toString()));
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
