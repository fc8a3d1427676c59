package dev.factstream.actor.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** A started ticket, until all its samples are complete. Not thread-safe. */
final class TicketInProgress {
    private final PreparedTicket prepared;
    private final long startedAtMillis;
    private final long startNanos;
    private final List<CompletableFuture<Void>> sends = new ArrayList<>();

    TicketInProgress(PreparedTicket prepared, long startedAtMillis, long startNanos) {
        this.prepared = prepared;
        this.startedAtMillis = startedAtMillis;
        this.startNanos = startNanos;
    }

    PreparedTicket prepared() {
        return prepared;
    }

    /** Returns the start by the wall clock, since the epoch. */
    long startedAtMillis() {
        return startedAtMillis;
    }

    /** Returns the start by {@link System#nanoTime()}. */
    long startNanos() {
        return startNanos;
    }

    /** Creates all samples of the ticket. */
    List<SampleInProgress> samples() {
        return IntStream.range(0, prepared.ticket().samples())
                .mapToObj(number -> new SampleInProgress(this, number))
                .toList();
    }

    /** Adds the pending send of a rollout. */
    void addSend(CompletableFuture<Void> rollout) {
        sends.add(rollout);
    }

    /** Whether all samples are generated and sent. */
    boolean isComplete() {
        return sends.size() == prepared.ticket().samples();
    }

    /** Completes when the broker has stored every rollout, or exceptionally if one send fails. */
    CompletableFuture<Void> delivered() {
        return CompletableFuture.allOf(sends.toArray(CompletableFuture[]::new));
    }
}
