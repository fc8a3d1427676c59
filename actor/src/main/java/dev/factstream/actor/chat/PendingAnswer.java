package dev.factstream.actor.chat;

import dev.factstream.model.generate.GenerationRequest;
import dev.factstream.model.generate.RunningSequence;

/** An answer that a client waits for. Used by the generating thread, except for {@link #abandon}. */
final class PendingAnswer {
    private final ChatModel model;
    private final GenerationRequest request;
    private final AnswerText text;
    private final AnswerListener listener;
    private volatile boolean abandoned;

    PendingAnswer(ChatModel model, GenerationRequest request, AnswerText text, AnswerListener listener) {
        this.model = model;
        this.request = request;
        this.text = text;
        this.listener = listener;
    }

    ChatModel model() {
        return model;
    }

    GenerationRequest request() {
        return request;
    }

    AnswerListener listener() {
        return listener;
    }

    /** Marks the answer as no longer wanted. Callable from any thread. */
    void abandon() {
        abandoned = true;
    }

    boolean abandoned() {
        return abandoned;
    }

    /** Passes new text to the listener; returns whether the answer is complete, in which case the sequence is ended. */
    boolean advance(RunningSequence sequence) {
        if (abandoned) {
            sequence.end();
            return true;
        }
        var drawn = sequence.generation();
        String more = text.update(drawn.tokens(), sequence.finished());
        if (!more.isEmpty()) {
            listener.onText(more);
        }
        if (!text.stopped() && !sequence.finished()) {
            return false;
        }
        sequence.end();
        listener.onEnd(text.stopped() || drawn.stopped(), drawn.tokens().length);
        return true;
    }
}
