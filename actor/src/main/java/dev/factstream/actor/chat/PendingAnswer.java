package dev.factstream.actor.chat;

import dev.factstream.model.generate.GenerationRequest;
import dev.factstream.model.generate.RunningSequence;

/** An answer that is waited for. Used by the generating thread, except for {@link #abandon}. */
final class PendingAnswer {
    private final GenerationRequest request;
    private final AnswerText text;
    private final AnswerListener listener;
    private volatile boolean abandoned;

    PendingAnswer(GenerationRequest request, AnswerText text, AnswerListener listener) {
        this.request = request;
        this.text = text;
        this.listener = listener;
    }

    GenerationRequest request() {
        return request;
    }

    AnswerListener listener() {
        return listener;
    }

    /** Nobody waits any more; from any thread. */
    void abandon() {
        abandoned = true;
    }

    boolean abandoned() {
        return abandoned;
    }

    /** Passes on what was drawn; returns whether the answer is complete, and then ends the sequence. */
    boolean advance(RunningSequence sequence) {
        if (abandoned) {
            sequence.end();
            return true;
        }
        var drawn = sequence.generation();
        String more = text.grow(drawn.tokens(), sequence.finished());
        if (!more.isEmpty()) {
            listener.grows(more);
        }
        if (!text.stopped() && !sequence.finished()) {
            return false;
        }
        sequence.end();
        listener.ends(text.stopped() || drawn.stopped(), drawn.tokens().length);
        return true;
    }
}
