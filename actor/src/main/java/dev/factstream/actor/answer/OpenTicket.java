package dev.factstream.actor.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** A ticket that has begun, until all of its samples are drawn. Not thread-safe. */
final class OpenTicket {
    private final PreparedTicket prepared;
    private final long startedAtMillis;
    private final long startNanos;
    private final List<CompletableFuture<Void>> sent = new ArrayList<>();

    OpenTicket(PreparedTicket prepared, long startedAtMillis, long startNanos) {
        this.prepared = prepared;
        this.startedAtMillis = startedAtMillis;
        this.startNanos = startNanos;
    }

    PreparedTicket prepared() {
        return prepared;
    }

    /** By the clock, since the epoch. */
    long startedAtMillis() {
        return startedAtMillis;
    }

    /** By {@link System#nanoTime()}. */
    long startNanos() {
        return startNanos;
    }

    /** As many as the ticket wants, none of them begun. */
    List<OpenSample> samples() {
        return IntStream.range(0, prepared.ticket().samples())
                .mapToObj(number -> new OpenSample(this, number))
                .toList();
    }

    /** Notes that a sample is on its way to the broker. */
    void sent(CompletableFuture<Void> rollout) {
        sent.add(rollout);
    }

    /** Whether no sample is left to draw. */
    boolean isDrawn() {
        return sent.size() == prepared.ticket().samples();
    }

    /** Completes when the broker has every rollout, or exceptionally when one never arrives. */
    CompletableFuture<Void> delivered() {
        return CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new));
    }
}
