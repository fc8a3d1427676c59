package dev.factstream.actor.adapter;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The runs that an actor could not begin to serve, such as those whose share group is not prepared, and when to try each again: after
 * one second, then after twice the time before, up to one minute. It keeps one entry for each such run that is still open. Not
 * thread-safe.
 */
final class RefusedRuns {
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final LongSupplier nanoTime;
    private final Map<String, Refusal> refusals = new HashMap<>();

    /** @param nanoTime a clock as {@link System#nanoTime} */
    RefusedRuns(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private record Refusal(String reason, Duration pause, long sinceNanos) {}

    /** Whether a run may be tried now. */
    boolean mayTry(String runId) {
        Refusal refusal = refusals.get(runId);
        return refusal == null
                || nanoTime.getAsLong() - refusal.sinceNanos()
                        >= refusal.pause().toNanos();
    }

    /** Notes that a run could not be served. */
    void refuse(String runId, String reason) {
        Refusal before = refusals.get(runId);
        Duration wait = before == null ? FIRST_WAIT : before.pause().multipliedBy(2);
        refusals.put(
                runId,
                new Refusal(reason, wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait, nanoTime.getAsLong()));
    }

    /** Notes that a run is served. */
    void remove(String runId) {
        refusals.remove(runId);
    }

    /** Forgets the runs that are not open any longer. */
    void retain(Set<String> open) {
        refusals.keySet().retainAll(open);
    }

    /** Returns why one of the runs is not served; empty without any. */
    Optional<String> reason() {
        return refusals.entrySet().stream()
                .min(Map.Entry.comparingByKey())
                .map(refused -> "run " + refused.getKey() + " cannot be served: "
                        + refused.getValue().reason());
    }
}
