package dev.factstream.actor.service;

import dev.factstream.actor.answer.SwapPauses;
import java.time.Duration;
import java.util.Optional;

/**
 * The current state of an actor, and its counters since it started.
 *
 * @param actorId as in its rollouts
 * @param adapterVersion the policy version that was taken up last, of whichever run
 * @param adapterHash of its adapter
 * @param waiting prepared tickets that have not started
 * @param running sequences in generation
 * @param rollouts stored by the broker
 * @param tokens generated tokens
 * @param generateSeconds time spent generating
 * @param deadLetters tickets that could not be answered
 * @param released tickets released without an outcome
 * @param foreign tickets passed over: of another run or base, or of a run that has ended
 * @param renewals of locks of tickets in progress
 * @param rejectedAdapters published adapters that were rejected
 * @param pauses of generation for weight swaps
 * @param sinceProgress time since the tickets in progress last advanced; zero without any
 * @param pollOverdue how long the next poll for tickets has been overdue; zero while a poll waits
 * @param failure why the actor stopped by itself; empty while it runs
 */
public record ActorStatus(
        String actorId,
        int adapterVersion,
        String adapterHash,
        int waiting,
        int running,
        long rollouts,
        long tokens,
        double generateSeconds,
        long deadLetters,
        long released,
        long foreign,
        long renewals,
        long rejectedAdapters,
        SwapPauses pauses,
        Duration sinceProgress,
        Duration pollOverdue,
        Optional<Throwable> failure) {

    /** Returns tokens per second of generation time; 0 before the first token. */
    public double tokensPerSecond() {
        return generateSeconds > 0 ? tokens / generateSeconds : 0;
    }
}
